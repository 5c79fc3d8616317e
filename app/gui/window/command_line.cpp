#include "app/gui/window/command_line.h"

#include "core/io/json_types.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <QString>
#include <QStringList>
#include <charconv>
#include <stdexcept>
#include <string_view>

namespace trilane {
namespace {

constexpr int kLeastSide = 64;
constexpr int kMostSide = 8192;

/// A wrong value of an option.
class WrongValue : public std::runtime_error {
public:
    WrongValue(std::string_view option, std::string_view found, std::string_view expected)
        : std::runtime_error(fmt::format("{}: '{}'; expected {}", option, found, expected)) {}
};

/// The values as they stand on the command line.
struct Texts {
    std::string theme, size, show, mbps, scale, strategies;
};

template <class Number>
std::optional<Number> number(std::string_view text) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

QSize parseSize(const std::string& text) {
    const std::size_t x = text.find('x');
    const auto width = number<int>(std::string_view(text).substr(0, x));
    const auto height =
        x == std::string::npos ? std::nullopt : number<int>(std::string_view(text).substr(x + 1));
    const auto good = [](std::optional<int> side) {
        return side && *side >= kLeastSide && *side <= kMostSide;
    };
    if (!good(width) || !good(height))
        throw WrongValue(
            "--size", text,
            fmt::format("WIDTHxHEIGHT, each from {} to {}, as in 1280x800", kLeastSide, kMostSide));
    return {*width, *height};
}

Strategy parseStrategy(std::string_view option, const std::string& text) {
    if (const auto strategy = strategyFromId(text)) return *strategy;
    std::vector<std::string_view> ids;
    ids.reserve(kStrategies.size());
    for (const Strategy strategy : kStrategies)
        ids.push_back(id(strategy));
    throw WrongValue(option, text, fmt::format("one of {}", fmt::join(ids, ", ")));
}

std::optional<PaneId> parsePane(const std::string& text) {
    if (text == "window") return std::nullopt;
    if (const auto pane = paneFromKey(QString::fromStdString(text))) return pane;
    std::vector<std::string> keys;
    keys.reserve(kPanes.size());
    for (const PaneId pane : kPanes)
        keys.push_back(key(pane).toStdString());
    throw WrongValue("--show", text, fmt::format("window or one of {}", fmt::join(keys, ", ")));
}

void readTexts(const Texts& texts, GuiOptions& options) {
    if (!texts.theme.empty()) {
        options.theme = themeChoiceFromKey(QString::fromStdString(texts.theme));
        if (key(*options.theme).toStdString() != texts.theme)
            throw WrongValue("--theme", texts.theme, "light, dark or system");
    }
    if (!texts.size.empty()) options.size = parseSize(texts.size);
    if (!texts.scale.empty()) {
        const auto scale = number<int>(texts.scale);
        if (!scale || *scale < 1 || *scale > 4)
            throw WrongValue("--scale", texts.scale, "1, 2, 3 or 4");
        options.scale = *scale;
    }
    if (!texts.show.empty()) options.show = parsePane(texts.show);
    if (!texts.mbps.empty()) {
        options.mbps = number<double>(texts.mbps);
        if (!options.mbps || !(*options.mbps > 0) || !(*options.mbps <= kMaxMbps))
            throw WrongValue("--mbps", texts.mbps,
                             fmt::format("a number above 0 and at most {:.0e}", kMaxMbps));
    }
    if (!options.focus.empty()) (void)parseStrategy("--focus", options.focus);
    if (!texts.strategies.empty())
        for (const QString& text : QString::fromStdString(texts.strategies).split(u','))
            options.strategies.push_back(parseStrategy("--strategies", text.toStdString()));
    const std::string& path = options.screenshot;
    if (!path.empty() && path != "-" && !path.ends_with(".png"))
        throw WrongValue("--screenshot", path, "a path that ends with .png, or -");
    const std::pair<const char*, bool> pictureOnly[] = {{"--size", !texts.size.empty()},
                                                        {"--scale", !texts.scale.empty()},
                                                        {"--show", !texts.show.empty()}};
    for (const auto& [option, given] : pictureOnly)
        if (given && path.empty())
            throw std::runtime_error(fmt::format("{} needs --screenshot", option));
}

void declare(CLI::App& app, GuiOptions& options, Texts& texts) {
    app.set_version_flag("--version", "trilane-gui " TRILANE_VERSION);
    app.add_option("FILE", options.file,
                   "An ONNX model, a trilane.model or a project; a sample where none is given")
        ->type_name("");
    app.add_option("--theme", texts.theme, "light, dark or system")->type_name("NAME");
    app.add_option("--network", options.network,
                   "The link: CAT1, 3G, 4G, WiFi or a trilane.network file")
        ->type_name("NAME");
    app.add_option("--mbps", texts.mbps, "The link's rate in 10^6 bit/s")->type_name("X");
    app.add_option("--focus", options.focus, "The strategy whose cut and jobs are shown")
        ->type_name("STRATEGY");
    app.add_option("--strategies", texts.strategies, "The strategies that are shown: ej,dsl,local")
        ->type_name("S1,S2,...");
    const char* const group = "Pictures";
    app.add_option("--screenshot", options.screenshot,
                   "Write a picture of the window (.png) and exit; needs no display")
        ->type_name("FILE")
        ->check([](const std::string& path) {
            return path.empty() ? "''; expected a path that ends with .png, or -" : "";
        })
        ->group(group);
    app.add_option("--size", texts.size, "Of the picture; 1280x800 by default")
        ->type_name("WxH")
        ->group(group);
    app.add_option("--scale", texts.scale, "Pixels of the picture for one of the window: 1 to 4")
        ->type_name("N")
        ->group(group);
    app.add_option("--show", texts.show,
                   "window, or the pane that fills the picture: graph, multipath, gantt, sweep, "
                   "layers, results, link, inspector, machines, pins")
        ->type_name("PANE")
        ->group(group);
    app.footer(
        "Examples:\n  trilane-gui model.onnx\n"
        "  trilane-gui model.onnx --screenshot gantt.png --show gantt --size 1600x600");
}

}  // namespace

std::variant<GuiOptions, CommandLineText> parseCommandLine(int argc, const char* const* argv) {
    CLI::App app{"Trilane shows and plans cooperative deep inference.", "trilane-gui"};
    GuiOptions options;
    Texts texts;
    declare(app, options, texts);
    try {
        app.parse(argc, argv);
        readTexts(texts, options);
        return options;
    } catch (const CLI::CallForHelp&) {
        return CommandLineText{false, app.help()};
    } catch (const CLI::CallForVersion&) {
        return CommandLineText{false, "trilane-gui " TRILANE_VERSION "\n"};
    } catch (const std::exception& error) {
        return CommandLineText{
            true, fmt::format("trilane-gui: {}\nSee trilane-gui --help\n", error.what())};
    }
}

}  // namespace trilane
