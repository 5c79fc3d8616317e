#include "core/graph/branches.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace trilane {
namespace {

/// Walks the layers in topological order and hands out numbers; a number is free again once all
/// that its branch made last is taken in.
class Walk {
public:
    explicit Walk(const Model& model)
        : m_model(model), m_branch(model.tensorCount()), m_open(model.tensorCount()) {}

    std::vector<std::size_t> run() {
        for (const TensorId input : m_model.inputs())
            begin(input, take());
        for (const Layer& layer : m_model.layers())
            visit(layer);
        return std::move(m_branch);
    }

private:
    void visit(const Layer& layer) {
        const std::set<TensorId> inputs(layer.inputs.begin(), layer.inputs.end());
        // Of the branches that end here, the first one goes on.
        std::optional<std::size_t> own;
        for (const TensorId input : inputs)
            if (isTail(input)) own = std::min(own.value_or(m_tail.size()), m_branch[input.index()]);
        if (!own) own = take();
        for (const TensorId input : inputs)
            if (--m_open[input.index()] == 0 && isTail(input) && m_branch[input.index()] != *own)
                m_free.insert(m_branch[input.index()]);
        for (std::size_t i = 0; i < layer.outputs.size(); ++i)
            begin(layer.outputs[i], i == 0 ? *own : take());
    }

    [[nodiscard]] bool isTail(TensorId tensor) const {
        return m_tail[m_branch[tensor.index()]] == tensor;
    }

    void begin(TensorId tensor, std::size_t branch) {
        m_branch[tensor.index()] = branch;
        m_open[tensor.index()] = m_model.tensor(tensor).consumers.size();
        m_tail[branch] = tensor;
        if (m_open[tensor.index()] == 0) m_free.insert(branch);
    }

    std::size_t take() {
        if (!m_free.empty()) return m_free.extract(m_free.begin()).value();
        m_tail.emplace_back();
        return m_tail.size() - 1;
    }

    const Model& m_model;
    std::vector<std::size_t> m_branch;  ///< by TensorId
    std::vector<std::size_t> m_open;    ///< by TensorId: layers that have not taken it in yet
    std::vector<TensorId> m_tail;       ///< by branch: what it made last
    std::set<std::size_t> m_free;
};

}  // namespace

std::vector<std::size_t> branchesOf(const Model& model) {
    return Walk(model).run();
}

}  // namespace trilane
