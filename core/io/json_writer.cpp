#include "core/io/json_writer.h"

#include "core/io/utf8.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

namespace trilane {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kColumns = 100;
constexpr std::size_t kIndent = 2;

std::string quoted(const std::string& text) {
    return Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
}

bool isArrayOfScalars(const Json& value) {
    return value.is_array() && std::none_of(value.begin(), value.end(), [](const Json& element) {
               return element.is_structured();
           });
}

bool mayStandOnOneLine(const Json& value) {
    return std::all_of(value.begin(), value.end(), [](const Json& element) {
        return !element.is_structured() || isArrayOfScalars(element);
    });
}

/// Whether the numbers in member `key` are times.
bool holdsTimes(const std::string& key, const Json& member) {
    return key.ends_with("_ms") || (key == "layers" && member.is_object());
}

class Printer {
public:
    std::string print(const Json& document) {
        container(document, 0, false);
        m_text += '\n';
        return std::move(m_text);
    }

    std::string printLine(const Json& document) {
        oneLine(document, false);
        m_text += '\n';
        return std::move(m_text);
    }

private:
    void value(const Json& value, std::size_t level, std::size_t after, bool times) {
        if (!value.is_structured()) {
            scalar(value, times);
        } else if (!tryOneLine(value, after, times)) {
            container(value, level, times);
        }
    }

    void scalar(const Json& value, bool times) {
        if (value.is_string())
            m_text += quoted(value.get_ref<const std::string&>());
        else if (times && value.is_number())
            m_text += fmt::format("{:.6f}", value.get<double>());
        else if (value.is_number_float())
            m_text += fmt::format("{}", value.get<double>());
        else
            m_text += value.dump();
    }

    /// Prints on the current line, unless that ends beyond the last column; `after` is what
    /// follows.
    bool tryOneLine(const Json& container, std::size_t after, bool times) {
        if (!mayStandOnOneLine(container)) return false;
        const std::size_t before = m_text.size();
        oneLine(container, times);
        const std::size_t newline = m_text.rfind('\n');
        const std::size_t lineBegin = newline == std::string::npos ? 0 : newline + 1;
        if (countCharacters(std::string_view(m_text).substr(lineBegin)) + after <= kColumns)
            return true;
        m_text.resize(before);
        return false;
    }

    void oneLine(const Json& container, bool times) {
        m_text += container.is_object() ? '{' : '[';
        for (auto it = container.begin(); it != container.end(); ++it) {
            if (it != container.begin()) m_text += ", ";
            bool memberTimes = times;
            if (container.is_object()) {
                m_text += quoted(it.key()) + ": ";
                memberTimes = times || holdsTimes(it.key(), *it);
            }
            if (it->is_structured())
                oneLine(*it, memberTimes);
            else
                scalar(*it, memberTimes);
        }
        m_text += container.is_object() ? '}' : ']';
    }

    void container(const Json& container, std::size_t level, bool times) {
        m_text += container.is_object() ? '{' : '[';
        for (auto it = container.begin(); it != container.end(); ++it) {
            if (it != container.begin()) m_text += ',';
            m_text += '\n';
            m_text.append((level + 1) * kIndent, ' ');
            bool memberTimes = times;
            if (container.is_object()) {
                m_text += quoted(it.key()) + ": ";
                memberTimes = times || holdsTimes(it.key(), *it);
            }
            const std::size_t comma = std::next(it) == container.end() ? 0 : 1;
            value(*it, level + 1, comma, memberTimes);
        }
        if (!container.empty()) {
            m_text += '\n';
            m_text.append(level * kIndent, ' ');
        }
        m_text += container.is_object() ? '}' : ']';
    }

    std::string m_text;
};

}  // namespace

std::string printJson(const nlohmann::ordered_json& document) {
    return Printer().print(document);
}

std::string printJsonLine(const nlohmann::ordered_json& document) {
    return Printer().printLine(document);
}

}  // namespace trilane
