#include "core/io/onnx_skim.h"

#include "core/io/onnx_parts.h"
#include "core/io/wire_cursor.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

namespace trilane {
namespace {

/// Messages in ONNX files nest Graph > Node > Attribute > Graph; protobuf's own limit.
constexpr int kMaxDepth = 100;
/// What protobuf parses at most.
constexpr std::uint64_t kMaxCopy = std::numeric_limits<int>::max();

void appendVarint(std::uint64_t value, std::string& out) {
    for (; value >= 0x80U; value >>= 7U)
        out += static_cast<char>((value & 0x7fU) | 0x80U);
    out += static_cast<char>(value);
}

/// The length of a message whose end is not known yet: five bytes, which hold every length that
/// protobuf accepts, filled in when the message ends.
class OpenLength {
public:
    explicit OpenLength(std::string& out) : m_out(out) {
        out.append(kBytes, '\0');
        m_start = out.size();
    }
    void close() {
        std::uint64_t length = m_out.size() - m_start;
        for (std::size_t i = kBytes; i > 0; --i, length >>= 7U)
            m_out[m_start - i] = static_cast<char>((length & 0x7fU) | (i > 1 ? 0x80U : 0U));
    }

private:
    static constexpr std::size_t kBytes = 5;
    std::string& m_out;
    std::size_t m_start = 0;
};

class Skimmer {
public:
    Skimmer(const FileContent& content, std::uint64_t most)
        : m_in(content), m_end(content.size()), m_most(most) {}

    /// Throws WireFault.
    std::string skim() {
        message(OnnxPart::Model, m_end);
        return std::move(m_out);
    }

private:
    /// A message that is being walked.
    struct Frame {
        OnnxPart part;
        std::uint64_t end;
        std::uint64_t weights = 0;  ///< bytes so far; m_most + 1 where they are too many
        std::vector<std::pair<const OnnxPartField*, std::size_t>> counts;  ///< of repeated messages
    };
    struct Step {
        const OnnxPartField* field;
        std::size_t index;
    };

    [[noreturn]] void fail(std::uint64_t at, std::string found) const {
        std::string path;
        for (const Step& step : m_path) {
            if (!path.empty()) path += '.';
            path += step.field->name;
            if (step.field->repeated) path += fmt::format("[{}]", step.index);
        }
        throw WireFault{
            path.empty() ? fmt::format("byte {}", at) : fmt::format("byte {}, in {}", at, path),
            std::move(found)};
    }

    void message(OnnxPart part, std::uint64_t end) {
        if (m_path.size() > kMaxDepth) {
            m_path.clear();  // a hundred names help nobody
            fail(m_in.at(), fmt::format("messages nested more than {} deep", kMaxDepth));
        }
        Frame frame{part, end, 0, {}};
        while (m_in.at() < end)
            field(frame);
    }

    void field(Frame& frame) {
        const std::uint64_t start = m_in.at();
        const auto key = m_in.varint(frame.end);
        if (!key || *key >> 3U == 0 || *key > std::numeric_limits<std::uint32_t>::max())
            fail(start, "no valid protobuf field");
        const OnnxPartField* field = onnxPartField(frame.part, *key >> 3U);
        switch (*key & 7U) {
            case 0:
                return number(frame, field, *key, start);
            case 1:
                return fixed(frame, field, *key, start, 8);
            case 5:
                return fixed(frame, field, *key, start, 4);
            case 2:
                return delimited(frame, field, *key, start);
            case 3:
            case 4:
                fail(start, "a protobuf group, which ONNX has none of");
            default:
                fail(start, fmt::format("no valid protobuf field (wire type {})", *key & 7U));
        }
    }

    void number(Frame& frame, const OnnxPartField* field, std::uint64_t key, std::uint64_t start) {
        const auto value = m_in.varint(frame.end);
        if (!value) fail(start, "a number that does not end");
        if (!keeps(frame, field, m_in.at() - start)) return;
        appendVarint(key, m_out);
        appendVarint(*value, m_out);
    }

    void fixed(Frame& frame, const OnnxPartField* field, std::uint64_t key, std::uint64_t start,
               std::uint64_t size) {
        const std::uint64_t left = frame.end - m_in.at();
        if (left < size) fail(start, cutOff(size, left));
        if (!keeps(frame, field, m_in.at() + size - start)) return m_in.skip(size);
        appendVarint(key, m_out);
        m_in.copy(size, m_out);
    }

    void delimited(Frame& frame, const OnnxPartField* field, std::uint64_t key,
                   std::uint64_t start) {
        const auto size = m_in.varint(frame.end);
        if (!size) fail(start, "a length that does not end");
        const std::uint64_t left = frame.end - m_in.at();
        if (*size > left) fail(start, cutOff(*size, left));
        const bool kept = keeps(frame, field, *size);
        // An empty text is not the same as none.
        if (kept || field->part == OnnxPart::Text) appendVarint(key, m_out);
        if (field != nullptr && isMessage(field->part)) {
            nested(frame, *field, m_in.at() + *size);
        } else if (kept) {
            checkCopy(*size);
            appendVarint(*size, m_out);
            m_in.copy(*size, m_out);
        } else {
            if (field->part == OnnxPart::Text) appendVarint(0, m_out);
            m_in.skip(*size);
        }
    }

    void nested(Frame& frame, const OnnxPartField& field, std::uint64_t end) {
        std::size_t index = 0;
        if (field.repeated) {
            auto count = std::find_if(frame.counts.begin(), frame.counts.end(),
                                      [&](const auto& entry) { return entry.first == &field; });
            if (count == frame.counts.end()) count = frame.counts.insert(count, {&field, 0});
            index = count->second++;
        }
        m_path.push_back({&field, index});
        checkCopy(0);
        OpenLength length(m_out);
        message(field.part, end);
        length.close();
        m_path.pop_back();
    }

    /// Whether `size` bytes of `field` belong into the copy.
    [[nodiscard]] bool keeps(Frame& frame, const OnnxPartField* field, std::uint64_t size) const {
        if (field == nullptr || isMessage(field->part)) return true;
        if (field->part == OnnxPart::Text) return size <= m_most;
        // Of a list that is too long the rest goes too.
        frame.weights += std::min(size, m_most + 1 - frame.weights);
        return frame.weights <= m_most;
    }

    void checkCopy(std::uint64_t more) const {
        if (more > kMaxCopy || m_out.size() + more > kMaxCopy)
            fail(m_in.at(), fmt::format("more than {} bytes even without weights", kMaxCopy));
    }

    static std::string cutOff(std::uint64_t size, std::uint64_t left) {
        return fmt::format("a field of {} bytes where {} are left (cut off or corrupt)", size,
                           left);
    }

    WireCursor m_in;
    std::uint64_t m_end;
    std::uint64_t m_most;
    std::string m_out;
    std::vector<Step> m_path;
};

}  // namespace

std::variant<std::string, WireFault> skimOnnx(const FileContent& content, std::uint64_t most) {
    try {
        std::string copy = Skimmer(content, most).skim();
        content.checkUnchanged();
        return copy;
    } catch (WireFault& fault) {
        return std::move(fault);
    }
}

}  // namespace trilane
