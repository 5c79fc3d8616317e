#include "tests/support/problem.h"

#include <sstream>

namespace trilane::test {
namespace {

/// The types that `--transfer-dtype` scales. An unknown type counts as float32.
std::int64_t scaledBytes(const Tensor& tensor, std::optional<DataType> transferType) {
    const std::int64_t bytes = tensor.bytes ? tensor.bytes->count() : 0;
    const bool scales = tensor.dtype == DataType::Unknown || isFloatingPoint(tensor.dtype);
    if (!transferType || !scales) return bytes;
    const int from = tensor.dtype == DataType::Unknown ? 4 : elementBytes(tensor.dtype);
    return bytes * elementBytes(*transferType) / from;
}

std::string micros(Nanoseconds time) {
    std::ostringstream text;
    text << static_cast<double>(time.count()) / 1000.0;
    return text.str();
}

void describeTensor(std::ostream& out, const Problem& problem, TensorId id) {
    const Tensor& tensor = problem.model->tensor(id);
    out << "  tensor " << tensor.name << " (" << toString(tensor.dtype);
    if (tensor.bytes) out << ", " << tensor.bytes->count() << " bytes";
    if (tensor.transmitTime) out << ", fixed";
    out << ") send " << micros(problem.durations.send[id.index()]) << "\n";
}

}  // namespace

Durations durationsOf(const Model& model, const CostSources& sources) {
    Durations durations;
    for (const Layer& layer : model.layers()) {
        durations.device.push_back(layer.deviceTime.value());
        durations.server.push_back(layer.serverTime.value());
    }
    const auto bytesPerMicrosecond = static_cast<std::int64_t>(sources.network.mbps) / 8;
    for (const Tensor& tensor : model.tensors()) {
        if (tensor.consumers.empty())
            durations.send.emplace_back(0);
        else if (tensor.transmitTime)
            durations.send.push_back(*tensor.transmitTime);
        else
            durations.send.push_back(sources.network.overhead +
                                     Nanoseconds{scaledBytes(tensor, sources.transferType) * 1000 /
                                                 bytesPerMicrosecond});
    }
    durations.latency = sources.network.latency + sources.server.requestOverhead;
    return durations;
}

std::string describe(const Problem& problem) {
    const Model& model = *problem.model;
    std::ostringstream out;
    out << "model " << model.name() << ", latency " << micros(problem.durations.latency)
        << ", times in microseconds\n";
    for (const TensorId input : model.inputs())
        describeTensor(out, problem, input);
    for (std::size_t i = 0; i < model.layerCount(); ++i) {
        const Layer& layer = model.layers()[i];
        out << "layer " << i << " " << layer.name << " (file position " << layer.fileIndex
            << ") device " << micros(problem.durations.device[i]) << " server "
            << micros(problem.durations.server[i]) << " inputs [";
        for (const TensorId input : layer.inputs)
            out << " " << model.tensor(input).name;
        out << " ]\n";
        for (const TensorId output : layer.outputs)
            describeTensor(out, problem, output);
    }
    for (const LayerId id : problem.pins.device)
        out << "pin device " << model.layer(id).name << "\n";
    for (const LayerId id : problem.pins.server)
        out << "pin server " << model.layer(id).name << "\n";
    if (problem.pins.keepInputsLocal) out << "inputs stay local\n";
    return out.str();
}

}  // namespace trilane::test
