#include "core/io/onnx_inference.h"

#include <cstring>

// How a child process hands facts to its parent. The parent does not trust what it reads: a child
// whose memory the library has damaged may write anything.

namespace trilane {
namespace {

class Writer {
public:
    void number(std::int64_t value) {
        m_bytes.append(reinterpret_cast<const char*>(&value), sizeof(value));
    }
    void text(std::string_view value) {
        number(static_cast<std::int64_t>(value.size()));
        m_bytes.append(value);
    }
    template <class T>
    void list(const std::vector<T>& values) {
        text({reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)});
    }
    std::string take() { return std::move(m_bytes); }

private:
    std::string m_bytes;
};

class Reader {
public:
    explicit Reader(std::string_view bytes) : m_rest(bytes) {}

    std::int64_t number() {
        std::int64_t value = 0;
        if (m_rest.size() < sizeof(value)) return fail();
        std::memcpy(&value, m_rest.data(), sizeof(value));
        m_rest.remove_prefix(sizeof(value));
        return value;
    }
    std::int64_t numberUpTo(std::int64_t most) {
        const std::int64_t value = number();
        return value < 0 || value > most ? fail() : value;
    }
    std::string_view text() {
        const auto size =
            static_cast<std::size_t>(numberUpTo(static_cast<std::int64_t>(m_rest.size())));
        if (size > m_rest.size()) {
            fail();
            return {};
        }
        const auto value = m_rest.substr(0, size);
        m_rest.remove_prefix(size);
        return value;
    }
    template <class T>
    std::vector<T> list() {
        const auto bytes = text();
        if (bytes.size() % sizeof(T) != 0) fail();
        std::vector<T> values(bytes.size() / sizeof(T));
        if (!values.empty()) std::memcpy(values.data(), bytes.data(), values.size() * sizeof(T));
        return values;
    }
    [[nodiscard]] bool good() const { return m_good; }
    [[nodiscard]] bool finished() const { return m_good && m_rest.empty(); }

private:
    std::int64_t fail() {
        m_good = false;
        m_rest = {};
        return 0;
    }

    std::string_view m_rest;
    bool m_good = true;
};

void writeValue(Writer& writer, const OnnxValue& value) {
    writer.text(value.type.SerializeAsString());
    writer.number(value.constant ? 1 : 0);
    writer.number(static_cast<std::int64_t>(value.sizing));
    writer.number(value.bytes ? value.bytes->count() : -1);
    writer.number(value.data ? 1 : 0);
    if (!value.data) return;
    writer.number(value.data->elemType);
    writer.list(value.data->dims);
    writer.list(value.data->ints);
    writer.list(value.data->reals);
}

bool readValue(Reader& reader, OnnxValue& value) {
    const auto type = reader.text();
    if (!value.type.ParseFromArray(type.data(), static_cast<int>(type.size()))) return false;
    value.constant = reader.numberUpTo(1) == 1;
    value.sizing =
        static_cast<OnnxSizing>(reader.numberUpTo(static_cast<std::int64_t>(OnnxSizing::Derived)));
    const std::int64_t bytes = reader.number();
    if (bytes > kMaxBytes.count()) return false;
    if (bytes >= 0) value.bytes = Bytes{bytes};
    if (reader.numberUpTo(1) == 0) return reader.good();
    OnnxConstant data;
    data.elemType = static_cast<int>(reader.numberUpTo(onnx::TensorProto::BFLOAT16));
    data.dims = reader.list<std::int64_t>();
    data.ints = reader.list<std::int64_t>();
    data.reals = reader.list<double>();
    const auto count = elementCount(data.dims);
    if (!reader.good() || !count || *count > kMaxFoldedElements ||
        data.size() != static_cast<std::size_t>(*count))
        return false;
    value.data = std::make_shared<const OnnxConstant>(std::move(data));
    return true;
}

}  // namespace

std::string NodeFacts::encode() const {
    Writer writer;
    writer.number(constant ? 1 : 0);
    writer.number(flops);
    writer.number(weightBytes.count());
    writer.number(unknownOperator ? 1 : 0);
    writer.number(unknownTripCount ? 1 : 0);
    writer.text(error);
    writer.number(static_cast<std::int64_t>(outputs.size()));
    for (const OnnxValue& output : outputs)
        writeValue(writer, output);
    return writer.take();
}

std::optional<NodeFacts> NodeFacts::decode(std::string_view bytes) {
    Reader reader(bytes);
    NodeFacts facts;
    facts.constant = reader.numberUpTo(1) == 1;
    facts.flops = reader.number();
    facts.weightBytes = Bytes{reader.numberUpTo(kMaxBytes.count())};
    facts.unknownOperator = reader.numberUpTo(1) == 1;
    facts.unknownTripCount = reader.numberUpTo(1) == 1;
    facts.error = reader.text();
    const std::int64_t count = reader.numberUpTo(static_cast<std::int64_t>(bytes.size()));
    for (std::int64_t i = 0; i < count; ++i)
        if (!readValue(reader, facts.outputs.emplace_back())) return std::nullopt;
    if (!reader.finished() || facts.flops < 0) return std::nullopt;
    return facts;
}

}  // namespace trilane
