#include "app/cli/layer_names.h"

#include "app/cli/display_text.h"
#include "app/cli/number_display.h"
#include "core/io/input_error.h"
#include "core/io/near_miss.h"
#include "core/io/read_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace trilane {
namespace {

[[noreturn]] void failUnknown(const Model& model, const std::string& file, const std::string& place,
                              std::string_view name) {
    std::vector<std::string_view> names;
    for (const Layer& layer : model.layers())
        names.emplace_back(layer.name);
    const auto meant = nearMiss(name, names);
    throw InputError(file, place, fmt::format("no layer is named '{}'", name),
                     meant ? fmt::format("a layer of the model, perhaps '{}'", *meant)
                           : "a layer of the model ('trilane inspect MODEL --layers' lists them)");
}

}  // namespace

LayerId requireLayer(const Model& model, const std::string& file, const std::string& place,
                     std::string_view name) {
    if (const auto layer = model.findLayer(name)) return *layer;
    failUnknown(model, file, place, name);
}

namespace {

std::vector<LayerId> readNames(const Model& model, const std::string& path) {
    const std::string text = readFile(path);
    std::vector<LayerId> layers;
    std::size_t line = 0;
    for (std::size_t begin = 0; begin < text.size();) {
        ++line;
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        std::string_view name = std::string_view(text).substr(begin, end - begin);
        begin = end + 1;
        if (name.ends_with('\r')) name.remove_suffix(1);
        if (name.empty()) continue;
        layers.push_back(requireLayer(model, inputName(path), fmt::format("line {}", line), name));
    }
    return layers;
}

/// Takes a comma-separated list apart where names may hold commas themselves.
class NameList {
public:
    NameList(const Model& model, std::string_view text) : m_model(model), m_text(text) {
        for (const Layer& layer : model.layers())
            m_longest = std::max(m_longest, layer.name.size());
    }

    /// Names that together make the whole list, the longest possible first; empty if it cannot be
    /// made of names.
    [[nodiscard]] std::optional<std::vector<LayerId>> split() const {
        // From the end, so that a long name is not taken where the rest would be left over.
        std::vector<std::optional<Name>> first(m_text.size() + 1);
        for (std::size_t begin = m_text.size(); begin-- > 0;) {
            if (begin > 0 && m_text[begin - 1] != ',') continue;
            first[begin] = longestName(begin, [&](std::size_t next) {
                return next >= m_text.size() || first[next].has_value();
            });
        }
        std::vector<LayerId> layers;
        for (std::size_t begin = 0; begin < m_text.size(); begin = first[begin]->next) {
            if (!first[begin]) return std::nullopt;
            layers.push_back(first[begin]->layer);
        }
        return layers;
    }

    /// The first piece between commas at which reading on names fails.
    [[nodiscard]] std::string_view firstUnknown() const {
        std::size_t begin = 0;
        while (begin < m_text.size()) {
            const auto name = longestName(begin, [](std::size_t) { return true; });
            if (!name) break;
            begin = name->next;
        }
        const std::string_view rest = m_text.substr(std::min(begin, m_text.size()));
        return rest.substr(0, rest.find(','));
    }

private:
    struct Name {
        LayerId layer;
        std::size_t next;  ///< where the next name begins
    };

    template <class Accept>
    [[nodiscard]] std::optional<Name> longestName(std::size_t begin, const Accept& accept) const {
        std::optional<Name> longest;
        for (std::size_t end = begin; end <= m_text.size() && end - begin <= m_longest; ++end) {
            if (end < m_text.size() && m_text[end] != ',') continue;
            const auto layer = m_model.findLayer(m_text.substr(begin, end - begin));
            if (layer && accept(end + 1)) longest = Name{*layer, end + 1};
        }
        return longest;
    }

    const Model& m_model;
    std::string_view m_text;
    std::size_t m_longest = 0;
};

}  // namespace

std::vector<LayerId> parseLayerNames(const Model& model, const std::string& option,
                                     const std::string& value) {
    if (const auto layer = model.findLayer(value)) return {*layer};
    if (value.starts_with('@')) return readNames(model, value.substr(1));
    const NameList list(model, value);
    if (auto layers = list.split()) return *std::move(layers);
    failUnknown(model, option, "", list.firstUnknown());
}

std::string describeLayers(const Model& model, const LayerSet& layers, std::size_t most) {
    constexpr std::size_t kNameWidth = 32;
    const auto nameOf = [&](std::size_t i) {
        return elideMiddle(printable(model.layers()[i].name), kNameWidth);
    };
    std::vector<std::string> ranges;
    std::size_t first = layers.find_first();
    while (first != LayerSet::npos) {
        std::size_t last = first;
        while (last + 1 < layers.size() && layers[last + 1])
            ++last;
        // Two neighbours read better as two names than as a range.
        if (last > first + 1) {
            ranges.push_back(
                fmt::format("{} … {} ({})", nameOf(first), nameOf(last), last - first + 1));
        } else {
            for (std::size_t i = first; i <= last; ++i)
                ranges.push_back(nameOf(i));
        }
        first = layers.find_next(last);
    }
    if (ranges.empty()) return "none";
    std::string text;
    for (std::size_t i = 0; i < std::min(most, ranges.size()); ++i)
        text += (i == 0 ? "" : ", ") + ranges[i];
    if (ranges.size() > most) text += fmt::format(" and {} more", ranges.size() - most);
    return text;
}

}  // namespace trilane
