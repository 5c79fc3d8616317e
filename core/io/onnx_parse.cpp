#include "core/io/onnx_parse.h"

#include "core/io/input_error.h"

#include <fmt/core.h>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include <algorithm>
#include <limits>
#include <optional>
#include <string_view>

namespace trilane {
namespace {

/// Messages in ONNX files nest Graph > Node > Attribute > Graph; protobuf's own limit.
constexpr int kMaxDepth = 100;

/// The kinds of message on the way to a node, as far as a place in the file can be named.
enum class Part : std::uint8_t { Model, Graph, Node, Attribute, Tensor, Leaf };

struct PartField {
    Part owner;
    Part part;
    std::uint32_t number;
    bool repeated;
    std::string_view name;
};

// Field numbers from onnx.proto3.
constexpr PartField kParts[] = {
    {Part::Model, Part::Graph, 7, false, "graph"},
    {Part::Model, Part::Leaf, 8, true, "opset_import"},
    {Part::Graph, Part::Node, 1, true, "node"},
    {Part::Graph, Part::Tensor, 5, true, "initializer"},
    {Part::Graph, Part::Leaf, 11, true, "input"},
    {Part::Graph, Part::Leaf, 12, true, "output"},
    {Part::Graph, Part::Leaf, 13, true, "value_info"},
    {Part::Node, Part::Attribute, 5, true, "attribute"},
    {Part::Attribute, Part::Tensor, 5, false, "t"},
    {Part::Attribute, Part::Graph, 6, false, "g"},
    {Part::Attribute, Part::Graph, 11, true, "graphs"},
};

struct WireFault {
    std::string place;
    std::string found;
};

/// Walks protobuf's wire format to find the first place where it is broken, because protobuf itself
/// only tells that it is.
class WireScanner {
public:
    explicit WireScanner(std::span<const std::byte> bytes) : m_bytes(bytes) {}

    std::optional<WireFault> scan() {
        scanMessage(Part::Model, m_bytes.size(), "", 0);
        return m_fault;
    }

private:
    void fail(std::size_t at, const std::string& path, std::string found) {
        m_fault = WireFault{
            path.empty() ? fmt::format("byte {}", at) : fmt::format("byte {}, in {}", at, path),
            std::move(found)};
    }

    /// Empty where the number runs past `end` or past ten bytes.
    std::optional<std::uint64_t> readVarint(std::size_t end) {
        std::uint64_t value = 0;
        for (unsigned shift = 0; shift < 70 && m_at < end; shift += 7) {
            const auto byte = std::to_integer<std::uint64_t>(m_bytes[m_at++]);
            if (shift < 64) value |= (byte & 0x7fU) << shift;
            if ((byte & 0x80U) == 0) return value;
        }
        return std::nullopt;
    }

    void scanMessage(Part part, std::size_t end, const std::string& path, int depth) {
        if (depth > kMaxDepth)
            return fail(m_at, "", fmt::format("messages nested more than {} deep", kMaxDepth));
        std::vector<std::pair<std::uint32_t, std::size_t>> counts;
        while (m_at < end && !m_fault) {
            const std::size_t start = m_at;
            const auto tag = readVarint(end);
            if (!tag || *tag >> 3U == 0 || *tag >> 3U >= (1U << 29U))
                return fail(start, path, "no valid protobuf field");
            scanField(part, static_cast<std::uint32_t>(*tag >> 3U),
                      static_cast<unsigned>(*tag & 7U), start, end, path, depth, counts);
        }
    }

    void scanField(Part part, std::uint32_t number, unsigned wireType, std::size_t start,
                   std::size_t end, const std::string& path, int depth,
                   std::vector<std::pair<std::uint32_t, std::size_t>>& counts) {
        if (wireType == 0) {
            if (!readVarint(end)) fail(start, path, "a number that does not end");
        } else if (wireType == 1 || wireType == 5) {
            const std::size_t size = wireType == 1 ? 8 : 4;
            if (end - m_at < size) return fail(start, path, cutOff(size, end - m_at));
            m_at += size;
        } else if (wireType == 2) {
            const auto size = readVarint(end);
            if (!size) return fail(start, path, "a length that does not end");
            if (*size > end - m_at) return fail(start, path, cutOff(*size, end - m_at));
            descend(part, number, m_at + *size, path, depth, counts);
        } else {
            fail(start, path, fmt::format("no valid protobuf field (wire type {})", wireType));
        }
    }

    static std::string cutOff(std::uint64_t size, std::size_t left) {
        return fmt::format("a field of {} bytes where {} are left (cut off or corrupt)", size,
                           left);
    }

    void descend(Part part, std::uint32_t number, std::size_t end, const std::string& path,
                 int depth, std::vector<std::pair<std::uint32_t, std::size_t>>& counts) {
        const auto* field = std::find_if(std::begin(kParts), std::end(kParts), [&](auto& entry) {
            return entry.owner == part && entry.number == number;
        });
        if (field != std::end(kParts)) {
            std::string inner =
                path.empty() ? std::string(field->name) : fmt::format("{}.{}", path, field->name);
            if (field->repeated) {
                auto count = std::find_if(counts.begin(), counts.end(),
                                          [&](auto& entry) { return entry.first == number; });
                if (count == counts.end()) count = counts.insert(counts.end(), {number, 0});
                inner += fmt::format("[{}]", count->second++);
            }
            scanMessage(field->part, end, inner, depth + 1);
        }
        if (!m_fault) m_at = end;
    }

    std::span<const std::byte> m_bytes;
    std::size_t m_at = 0;
    std::optional<WireFault> m_fault;
};

constexpr const char* kExpected = "an ONNX model (a protobuf message with a graph)";

bool looksLikeText(std::span<const std::byte> bytes) {
    const auto head = bytes.first(std::min<std::size_t>(bytes.size(), 256));
    return std::all_of(head.begin(), head.end(), [](std::byte byte) {
        const auto code = std::to_integer<unsigned>(byte);
        return (code >= 0x20 && code != 0x7f) || (code >= '\t' && code <= '\r');
    });
}

std::string describeText(std::span<const std::byte> bytes) {
    for (const std::byte byte : bytes.first(std::min<std::size_t>(bytes.size(), 256))) {
        const char letter = static_cast<char>(byte);
        if (letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n') continue;
        return letter == '{' || letter == '[' ? "JSON text" : "text";
    }
    return "blank text";
}

}  // namespace

onnx::ModelProto parseOnnx(std::span<const std::byte> bytes, const std::string& path) {
    if (bytes.empty()) throw InputError(path, "", "an empty file", kExpected);
    constexpr auto kLimit = static_cast<std::size_t>(std::numeric_limits<int>::max());
    if (bytes.size() > kLimit)
        throw InputError(path, "", fmt::format("a file of {} bytes", bytes.size()),
                         fmt::format("at most {} bytes, protobuf's limit; larger weights belong in "
                                     "external data files",
                                     kLimit));
    onnx::ModelProto model;
    google::protobuf::io::ArrayInputStream array(bytes.data(), static_cast<int>(bytes.size()));
    google::protobuf::io::CodedInputStream stream(&array);
    stream.SetTotalBytesLimit(static_cast<int>(kLimit));
    stream.SetRecursionLimit(kMaxDepth);
    const bool parsed = model.ParseFromCodedStream(&stream) && stream.ConsumedEntireMessage();
    if (parsed && model.has_graph()) return model;
    if (looksLikeText(bytes)) throw InputError(path, "", describeText(bytes), kExpected);
    if (parsed) throw InputError(path, "", "a protobuf message without a graph", kExpected);
    const auto fault = WireScanner(bytes).scan();
    throw InputError(path, fault ? fault->place : "",
                     fault ? fault->found : "a protobuf message that cannot be parsed", kExpected);
}

}  // namespace trilane
