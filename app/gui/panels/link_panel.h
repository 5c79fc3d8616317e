#pragma once

#include "core/plan/project.h"

#include <QList>
#include <QString>
#include <QTimer>
#include <QWidget>
#include <functional>
#include <string>
#include <vector>

class QAction;
class QGridLayout;
class QLabel;
class QLayout;
class QPushButton;

namespace trilane {

class Document;
class LogSlider;
class NumberField;
class Selection;
class TransferTypeBox;

/// The link: presets, bandwidth, latency, overhead and the type in which tensors travel. While the
/// slider moves, everything follows; the whole movement is one step of undo.
class LinkPanel : public QWidget {
    Q_OBJECT

public:
    LinkPanel(Document& document, Selection& selection, QWidget* parent = nullptr);
    ~LinkPanel() override;

    [[nodiscard]] QList<QAction*> viewActions() const { return m_actions; }
    /// Takes the link's figures from a `trilane.network` file. Fails with Document::failed().
    void loadFile(const QString& path);

private:
    struct Preset {
        Network network;
        QPushButton* button = nullptr;
        QAction* action = nullptr;
    };

    void layOut();
    void followSlider();
    void makePresets(QLayout& layout);
    void makeFields(QGridLayout& grid);
    void showFault(const NumberField& field, QGridLayout& grid);
    void makeActions();
    void choosePreset(const Network& network);
    void chooseFile();
    void slide();
    void applySlider();
    void changeLink(const QString& text, const std::function<void(ProjectLink&)>& change,
                    int gesture = 0);
    void showLink(const ProjectLink& link);
    void showFixedTimes();

    Document& m_document;
    std::vector<Preset> m_presets;  ///< slowest first
    QLabel* m_custom = nullptr;
    LogSlider* m_slider = nullptr;
    NumberField* m_mbps = nullptr;
    NumberField* m_latency = nullptr;
    NumberField* m_overhead = nullptr;
    QLabel* m_fixed = nullptr;  ///< says what the link has no effect on
    QLabel* m_fault = nullptr;  ///< under the field that it is about
    TransferTypeBox* m_transferType = nullptr;
    QList<QAction*> m_actions;
    QTimer m_pending;  ///< one edit a turn of the event loop, however often the slider moves
    int m_gesture = 0;
};

}  // namespace trilane
