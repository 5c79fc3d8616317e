// Any bytes at all are copied without their weights or refused with a place. Nothing depends on
// whether the file is in memory, and what the copy keeps is what protobuf itself reads.

#include "core/io/onnx_skim.h"

#include <onnx/onnx_pb.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <span>
#include <string>
#include <variant>

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

const std::string* copyIn(const std::variant<std::string, trilane::WireFault>& result) {
    if (const auto* fault = std::get_if<trilane::WireFault>(&result))
        require(fault->place.starts_with("byte ") && !fault->found.empty());
    return std::get_if<std::string>(&result);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto content = trilane::FileContent::view(std::as_bytes(std::span(data, size)));
    const auto whole = trilane::skimOnnx(content, std::numeric_limits<std::uint32_t>::max());
    const std::string* copy = copyIn(whole);
    // What is left out decides nothing.
    for (const std::uint64_t most : {std::uint64_t{0}, std::uint64_t{16}}) {
        const auto skimmed = trilane::skimOnnx(content, most);
        const std::string* less = copyIn(skimmed);
        require((less != nullptr) == (copy != nullptr));
        if (less == nullptr) continue;
        // Lengths are written in five bytes: a copy of the copy cannot grow any more.
        const auto again = trilane::skimOnnx(trilane::FileContent::of(*less), most);
        const std::string* second = copyIn(again);
        require(second != nullptr && *second == *less);
    }
    onnx::ModelProto theirs;
    if (copy == nullptr || !theirs.ParsePartialFromArray(data, static_cast<int>(size))) return 0;
    onnx::ModelProto ours;
    require(ours.ParsePartialFromString(*copy));
    // Messages that this version of ONNX does not know are kept as bytes, lengths and all.
    ours.DiscardUnknownFields();
    theirs.DiscardUnknownFields();
    require(ours.SerializePartialAsString() == theirs.SerializePartialAsString());
    return 0;
}
