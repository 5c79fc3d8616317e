#pragma once

#include "app/gui/document/document.h"

#include <QUndoCommand>
#include <utility>

namespace trilane {

/// One edit as the states before and after it, so that undo restores the same bytes.
class ProjectStep : public QUndoCommand {
public:
    ProjectStep(Document& document, const QString& text, Document::State after, int gesture)
        : QUndoCommand(text),
          m_document(document),
          m_before{document.m_project, document.m_files},
          m_after(std::move(after)),
          m_gesture(gesture) {}

    void undo() override { m_document.setState(m_before); }
    void redo() override { m_document.setState(m_after); }
    [[nodiscard]] int id() const override { return m_gesture == 0 ? -1 : m_gesture; }
    bool mergeWith(const QUndoCommand* later) override {
        m_after = static_cast<const ProjectStep*>(later)->m_after;
        // A slider that came back to where it was has changed nothing.
        setObsolete(m_after.project == m_before.project && m_after.files == m_before.files);
        return true;
    }

private:
    Document& m_document;
    Document::State m_before;
    Document::State m_after;
    int m_gesture;
};

}  // namespace trilane
