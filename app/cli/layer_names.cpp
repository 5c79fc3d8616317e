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
        const auto layer = model.findLayer(name);
        if (!layer) failUnknown(model, path, fmt::format("line {}", line), name);
        layers.push_back(*layer);
    }
    return layers;
}

/// The longest name at the beginning of `rest` that ends at a comma or at the end.
std::optional<std::pair<LayerId, std::size_t>> longestName(const Model& model,
                                                           std::string_view rest) {
    std::size_t end = rest.size();
    while (true) {
        if (const auto layer = model.findLayer(rest.substr(0, end))) return std::pair{*layer, end};
        if (end == 0) return std::nullopt;
        const std::size_t comma = rest.rfind(',', end - 1);
        if (comma == std::string_view::npos) return std::nullopt;
        end = comma;
    }
}

}  // namespace

std::vector<LayerId> parseLayerNames(const Model& model, const std::string& option,
                                     const std::string& value) {
    if (const auto layer = model.findLayer(value)) return {*layer};
    if (value.starts_with('@')) return readNames(model, value.substr(1));
    std::vector<LayerId> layers;
    std::string_view rest = value;
    while (!rest.empty()) {
        const auto found = longestName(model, rest);
        if (!found) failUnknown(model, option, "", rest.substr(0, rest.find(',')));
        layers.push_back(found->first);
        rest.remove_prefix(std::min(found->second + 1, rest.size()));
    }
    return layers;
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
