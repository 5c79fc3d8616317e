#pragma once

#include "app/cli/planning_setup.h"
#include "app/cli/shared_cache.h"
#include "core/cost/machine.h"
#include "core/cost/network.h"
#include "core/cost/profile.h"
#include "core/io/suite_json.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace trilane {

/// A model of a suite as its cases share it.
struct CaseModel {
    std::shared_ptr<const Model> model;
    std::vector<std::string> warnings;  ///< what its reader had to assume
    FusedNodes fusions = {};            ///< what fusing would join, of one read without
};

/// A case ready to be solved.
struct CaseProblem {
    SuiteCase asked;
    std::string modelPath;
    std::shared_ptr<const CaseModel> model;
    std::optional<std::string> profileWarning;
    PlanningSetup setup;
};

/// Makes planning problems of a suite's cases, from any thread. Reads each file once as long as not
/// too many others are read in between.
class CasePlanning {
public:
    /// @param path  of the suite, whose folder file names are relative to
    /// @param ownLimit  the limits of prepare() replace a case's own time limit
    CasePlanning(const SuiteFile& suite, const std::string& path, bool ownLimit = false);

    /// @param limits  the stop token, and the time where the case has none
    /// Throws InputError, which names the place in the suite.
    [[nodiscard]] CaseProblem prepare(std::size_t index, const SearchLimits& limits);

    /// The files that case `index` names; none where it cannot be read.
    [[nodiscard]] std::vector<InputPath> inputs(std::size_t index) const;

private:
    /// One case on its way: where it stands, for messages.
    struct At {
        std::size_t index;
        const SuiteCase& asked;
    };

    [[nodiscard]] std::string resolve(const std::string& path) const;
    /// Throws where the file at `path`, relative to the suite, is missing.
    void requireThere(const At& at, const std::string& key, const std::string& path) const;
    template <class Work>
    [[nodiscard]] auto blaming(std::size_t index, const std::string& pointer,
                               const Work& work) const;
    [[nodiscard]] std::shared_ptr<const CaseModel> openModel(const At& at);
    [[nodiscard]] Machine machine(const At& at, const std::string& key, const std::string& name);
    [[nodiscard]] Network network(const At& at, const std::string& name);
    [[nodiscard]] CostChoice costs(const At& at, const Model& model);
    [[nodiscard]] PinnedSides pins(const At& at, const Model& model) const;
    [[nodiscard]] std::optional<ManualCut> manualCut(const At& at, const Model& model,
                                                     const PinnedSides& pins) const;
    [[nodiscard]] std::vector<LayerId> layers(const At& at, const Model& model,
                                              const std::string& key,
                                              const std::vector<std::string>& names) const;

    const SuiteFile& m_suite;
    std::string m_folder;
    bool m_ownLimit;
    SharedCache<CaseModel> m_models;
    SharedCache<Machine> m_machines;
    SharedCache<Network> m_networks;
    SharedCache<Profile> m_profiles;
};

}  // namespace trilane
