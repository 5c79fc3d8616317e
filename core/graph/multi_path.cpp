#include "core/graph/multi_path.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace trilane {
namespace {

/// Walks the paths in lexicographic order, one at a time, without recursion: a path may be a
/// hundred thousand layers long.
class PathWalk {
public:
    explicit PathWalk(const Model& model) : m_model(model) {
        for (std::size_t i = 0; i < model.layerCount(); ++i)
            if (model.predecessors(LayerId{i}).empty()) m_sources.emplace_back(i);
        if (m_sources.empty()) return;
        m_path.push_back(m_sources.front());
        m_choice.push_back(0);
        descend();
    }

    /// Empty when the walk is over.
    [[nodiscard]] const std::vector<LayerId>& path() const { return m_path; }

    void advance() {
        while (!m_path.empty()) {
            const std::vector<LayerId>& siblings = choicesAt(m_path.size() - 1);
            const std::size_t next = ++m_choice.back();
            if (next < siblings.size()) {
                m_path.back() = siblings[next];
                descend();
                return;
            }
            m_path.pop_back();
            m_choice.pop_back();
        }
    }

private:
    [[nodiscard]] const std::vector<LayerId>& choicesAt(std::size_t depth) const {
        return depth == 0 ? m_sources : m_model.successors(m_path[depth - 1]);
    }

    void descend() {
        while (!m_model.successors(m_path.back()).empty()) {
            m_path.push_back(m_model.successors(m_path.back()).front());
            m_choice.push_back(0);
        }
    }

    const Model& m_model;
    std::vector<LayerId> m_sources;
    std::vector<LayerId> m_path;
    std::vector<std::size_t> m_choice;  ///< by depth: the place in choicesAt
};

std::size_t longestHashRun(std::string_view text) {
    std::size_t longest = 0;
    std::size_t run = 0;
    for (const char c : text) {
        run = c == '#' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return longest;
}

/// One '#' more than stand together in any name, so that no copy's name can be an original's. Two
/// copies' names differ too: the digits behind the last '#' tell the copies apart, and what
/// precedes the mark is the original name.
std::string copyMark(const Model& model) {
    std::size_t longest = 0;
    for (const Layer& layer : model.layers())
        longest = std::max(longest, longestHashRun(layer.name));
    for (const Tensor& tensor : model.tensors())
        longest = std::max(longest, longestHashRun(tensor.name));
    return std::string(longest + 1, '#');
}

/// Assembles the description path by path.
class MultiPathBuilder {
public:
    explicit MultiPathBuilder(const Model& model)
        : m_model(model),
          m_original(model.describe()),
          m_mark(copyMark(model)),
          m_copies(model.layerCount(), 0) {}

    void add(const std::vector<PathStep>& path) {
        std::string previousSuffix;
        for (std::size_t i = 0; i < path.size(); ++i) {
            const LayerId id = path[i].layer;
            const std::size_t copy = ++m_copies[id.index()];
            const std::string suffix = copy == 1 ? "" : m_mark + std::to_string(copy);
            const auto previous = i == 0 ? std::nullopt : std::optional{path[i - 1].layer};
            addCopy(id, suffix, previous, previousSuffix);
            previousSuffix = suffix;
        }
    }

    ModelDescription finish() && {
        m_result.name = m_model.name() + " (multi-path)";
        for (const std::string& input : m_original.inputs) {
            m_result.inputs.push_back(input);
            addTensor(input, input);
        }
        for (const TensorId output : m_model.outputs()) {
            const Tensor& tensor = m_model.tensor(output);
            const std::size_t copies = tensor.producer ? m_copies[tensor.producer->index()] : 1;
            for (std::size_t copy = 1; copy <= copies; ++copy)
                m_result.outputs.push_back(tensor.name +
                                           (copy == 1 ? "" : m_mark + std::to_string(copy)));
        }
        return std::move(m_result);
    }

private:
    void addCopy(LayerId id, const std::string& suffix, std::optional<LayerId> previous,
                 const std::string& previousSuffix) {
        const Layer& layer = m_model.layer(id);
        LayerDescription copy = m_original.layers[layer.fileIndex];
        copy.name += suffix;
        copy.inputs.clear();
        for (const TensorId input : layer.inputs) {
            const Tensor& tensor = m_model.tensor(input);
            if (!tensor.producer)
                copy.inputs.push_back(tensor.name);
            else if (tensor.producer == previous)
                copy.inputs.push_back(tensor.name + previousSuffix);
        }
        for (std::string& output : copy.outputs) {
            addTensor(output, output + suffix);
            output += suffix;
        }
        if (!suffix.empty() && copy.members.empty()) copy.members.push_back(layer.name);
        m_result.layers.push_back(std::move(copy));
    }

    void addTensor(const std::string& original, const std::string& name) {
        const auto info = m_original.tensors.find(original);
        if (info != m_original.tensors.end()) m_result.tensors.emplace(name, info->second);
    }

    const Model& m_model;
    const ModelDescription m_original;
    const std::string m_mark;
    std::vector<std::size_t> m_copies;  ///< by LayerId, so far
    ModelDescription m_result;
};

}  // namespace

MultiPathForm convertToMultiPath(const Model& model, std::size_t maxPaths) {
    MultiPathForm form;
    form.total = countPaths(model);
    std::vector<bool> executed(model.layerCount(), false);
    PathWalk walk(model);
    while (form.paths.size() < maxPaths && !walk.path().empty()) {
        std::vector<PathStep>& path = form.paths.emplace_back();
        path.reserve(walk.path().size());
        for (const LayerId layer : walk.path()) {
            path.push_back({layer, executed[layer.index()]});
            executed[layer.index()] = true;
        }
        walk.advance();
    }
    return form;
}

ModelDescription multiPathModel(const Model& model, const MultiPathForm& form) {
    MultiPathBuilder builder(model);
    for (const std::vector<PathStep>& path : form.paths)
        builder.add(path);
    return std::move(builder).finish();
}

}  // namespace trilane
