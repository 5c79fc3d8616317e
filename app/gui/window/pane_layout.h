#pragma once

#include "app/gui/window/panes.h"

#include <QWidget>
#include <map>
#include <optional>
#include <vector>

class QSplitter;

namespace trilane {

class PaneGroup;

/// Where the panes stand: the model and its multi-path form in the centre with the layers to their
/// left, the time axis below all three, and figures in a column of full height to the right: link,
/// results and selection do not fit above the schedules in a window of 800 pixels.
class PaneLayout : public QWidget {
    Q_OBJECT

public:
    PaneLayout(Document& document, Selection& selection, QWidget* parent = nullptr);

    [[nodiscard]] const PaneView& view(PaneId pane) const { return m_views.at(pane); }
    /// A widget across the top of the centre: the find bar.
    void addAboveCentre(QWidget* widget);

    [[nodiscard]] bool isPaneShown(PaneId pane) const;
    void setPaneShown(PaneId pane, bool shown);
    /// Shows the pane, also where another one fills the window, and brings it to the front.
    void bringToFront(PaneId pane);

    /// One pane fills the window; empty: all of them are back.
    void maximize(std::optional<PaneId> pane);
    [[nodiscard]] std::optional<PaneId> maximized() const { return m_maximized; }

    /// The pane with the keyboard, else the one that had it last.
    [[nodiscard]] PaneId activePane() const { return m_active; }
    /// Hands the keyboard to the next visible pane (`step` 1) or the one before (-1).
    void cycle(int step);

    /// Sizes that look right in a window of this size.
    void applyDefaultSizes(const QSize& size);
    /// Sizes of the splitters, for the settings.
    [[nodiscard]] QByteArray saveSizes() const;
    void restoreSizes(const QByteArray& state);
    /// Which panes are hidden, in front and maximized, as a short text for a project's view.
    [[nodiscard]] QString arrangement() const;
    void setArrangement(const QString& text);

signals:
    /// Panes were shown, hidden, maximized or brought to the front.
    void arrangementChanged();

private:
    /// Brings the inspector to the front of its group, unless someone works there.
    void showSelected();
    PaneGroup* addGroup(const std::vector<PaneId>& panes, Document& document, Selection& selection);
    void arrange();
    void followFocus(QWidget* now);
    /// Hands the keyboard to a pane, unless it has it.
    void giveFocus(PaneId pane);
    [[nodiscard]] PaneGroup* groupOf(PaneId pane) const;
    [[nodiscard]] std::vector<QSplitter*> splitters() const;

    std::map<PaneId, PaneView> m_views;
    std::vector<PaneGroup*> m_groups;
    QWidget* m_centre;
    QSplitter* m_columns;  ///< all the rest | right
    QSplitter* m_upper;    ///< layers | centre
    QSplitter* m_drawings;
    QSplitter* m_right;
    QSplitter* m_rows;  ///< upper above the time axis
    std::optional<PaneId> m_maximized;
    PaneId m_active = PaneId::Graph;
};

}  // namespace trilane
