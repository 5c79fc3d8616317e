#include "core/graph/statistics.h"

#include "core/graph/saturating.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

namespace trilane {
namespace {

std::vector<OpCount> countOps(const Model& model) {
    std::map<std::string_view, std::size_t> byName;
    for (const Layer& layer : model.layers())
        ++byName[layer.op];
    std::vector<OpCount> ops;
    ops.reserve(byName.size());
    for (const auto& [op, count] : byName)
        ops.push_back({std::string(op), count});
    std::stable_sort(ops.begin(), ops.end(),
                     [](const OpCount& a, const OpCount& b) { return a.count > b.count; });
    return ops;
}

std::vector<TensorId> findLargest(const Model& model, std::vector<TensorId> sized,
                                  std::size_t count) {
    const auto end = sized.begin() + static_cast<std::ptrdiff_t>(std::min(count, sized.size()));
    std::partial_sort(sized.begin(), end, sized.end(), [&](TensorId a, TensorId b) {
        const auto& bytesA = model.tensor(a).bytes;
        const auto& bytesB = model.tensor(b).bytes;
        return bytesA != bytesB ? bytesA > bytesB : a < b;
    });
    sized.erase(end, sized.end());
    return sized;
}

}  // namespace

ModelStatistics computeStatistics(const Model& model, std::size_t largestCount) {
    ModelStatistics statistics;
    statistics.layers = model.layerCount();
    statistics.ops = countOps(model);
    for (std::size_t i = 0; i < model.layerCount(); ++i) {
        const Layer& layer = model.layers()[i];
        statistics.nodes += std::max<std::size_t>(layer.members.size(), 1);
        statistics.edges += model.successors(LayerId{i}).size();
        statistics.flops = addSaturating(statistics.flops, layer.flops);
        statistics.weightBytes = addSaturating(statistics.weightBytes, layer.weightBytes);
    }
    std::vector<TensorId> sized;
    for (std::size_t i = 0; i < model.tensorCount(); ++i) {
        const Tensor& tensor = model.tensors()[i];
        if (tensor.estimated) statistics.estimatedTensors.emplace_back(i);
        if (!tensor.bytes) {
            statistics.unsizedTensors.emplace_back(i);
            continue;
        }
        sized.emplace_back(i);
        statistics.activationBytes = addSaturating(statistics.activationBytes, *tensor.bytes);
    }
    statistics.largestTensors = findLargest(model, std::move(sized), largestCount);
    return statistics;
}

std::string describeType(const Tensor& tensor) {
    if (!tensor.shape) return fmt::format("{} ?", toString(tensor.dtype));
    if (tensor.shape->empty()) return fmt::format("{} scalar", toString(tensor.dtype));
    return fmt::format("{} {}", toString(tensor.dtype), fmt::join(*tensor.shape, "x"));
}

}  // namespace trilane
