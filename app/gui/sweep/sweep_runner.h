#pragma once

#include "app/figure/curve_content.h"
#include "app/gui/document/latest_job.h"
#include "app/gui/document/snapshot.h"
#include "core/plan/sweep.h"

#include <QObject>
#include <memory>
#include <optional>
#include <vector>

namespace trilane {

/// The curves of all strategies, whole or as far as a sweep has come.
struct SweptCurves {
    SweepRange range;
    std::vector<CurveSeries> series;  ///< by kStrategies
    std::vector<double> breaks;       ///< of `optimal`; empty until all is there
    bool complete = false;
};

/// Sweeps what a document holds, beside the window's thread and behind its planning. Only the
/// newest question matters; the old curves stay until the new ones show a shape.
class SweepRunner : public QObject {
    Q_OBJECT

public:
    explicit SweepRunner(QObject* parent = nullptr);

    /// Does nothing where the same was asked last: the bandwidth itself makes no difference.
    void request(const Snapshot& snapshot, const SweepRange& range);
    /// Forgets curves that mean nothing any more.
    void clear();
    [[nodiscard]] const std::optional<SweptCurves>& curves() const { return m_curves; }
    [[nodiscard]] bool isBusy() const { return m_job.isBusy(); }
    /// How many sweeps were begun so far.
    [[nodiscard]] int sweepCount() const { return m_sweeps; }

signals:
    void changed();
    void finished();

private:
    struct Question {
        std::shared_ptr<const Model> model;
        Project project;  ///< without the bandwidth and the view
        SweepRange range;
        friend bool operator==(const Question&, const Question&) = default;
    };

    std::optional<Question> m_question;
    std::optional<SweptCurves> m_curves;
    int m_sweeps = 0;
    LatestJob m_job;  ///< last: it ends first
};

}  // namespace trilane
