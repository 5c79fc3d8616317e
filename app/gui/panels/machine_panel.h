#pragma once

#include "core/cost/time_origin.h"

#include <QList>
#include <QString>
#include <QWidget>
#include <optional>
#include <string>

class QAction;
class QComboBox;
class QGridLayout;
class QLabel;
class QToolButton;

namespace trilane {

class Document;
class Selection;

/// Device, server and measured profile: where the layers' times come from.
class MachinePanel : public QWidget {
    Q_OBJECT

public:
    MachinePanel(Document& document, Selection& selection, QWidget* parent = nullptr);

    [[nodiscard]] QList<QAction*> viewActions() const { return m_actions; }

private:
    struct MachineRow {
        QComboBox* combo = nullptr;
        QLabel* origin = nullptr;
    };

    [[nodiscard]] MachineRow makeMachine(QGridLayout& grid, Side side);
    void makeProfile(QGridLayout& grid);
    void makeActions();
    void choose(Side side, int index);
    void chooseMachineFile(Side side);
    void chooseProfileFile();
    void refresh();
    void showMachine(Side side);
    [[nodiscard]] QString originText(Side side) const;
    /// What the server adds to every request; empty where it adds nothing.
    [[nodiscard]] QString requestText(Side side) const;
    [[nodiscard]] const MachineRow& row(Side side) const {
        return side == Side::Device ? m_device : m_server;
    }

    Document& m_document;
    MachineRow m_device;
    MachineRow m_server;
    QLabel* m_profile = nullptr;
    QToolButton* m_clearProfile = nullptr;
    QAction* m_clearAction = nullptr;
    QList<QAction*> m_actions;
};

}  // namespace trilane
