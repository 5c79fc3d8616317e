#include "app/figure/theme.h"

#include <QStringList>
#include <algorithm>
#include <cmath>

namespace trilane {
namespace {

QColor mix(const QColor& a, const QColor& b, double share) {
    const auto blend = [share](int from, int to) {
        return static_cast<int>(std::lround(from + (to - from) * share));
    };
    return {blend(a.red(), b.red()), blend(a.green(), b.green()), blend(a.blue(), b.blue())};
}

/// Relative luminance, WCAG 2.1.
double luminance(const QColor& colour) {
    const auto linear = [](double value) {
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) +
           0.0722 * linear(colour.blueF());
}

/// Black or white, whichever has more contrast.
QColor readableOn(const QColor& fill) {
    const QColor dark("#11151c");
    const double light = luminance(fill);
    return 1.05 / (light + 0.05) >= (light + 0.05) / (luminance(dark) + 0.05) ? QColor(Qt::white)
                                                                              : dark;
}

Theme makeLight() {
    Theme theme;
    theme.kind = ThemeKind::Light;
    theme.window = QColor("#f7f8fa");
    theme.background = QColor("#ffffff");
    theme.alternate = QColor("#f3f4f8");
    theme.text = QColor("#1a2233");
    theme.muted = QColor("#5f6b7e");
    theme.faint = QColor("#c3c9d3");
    theme.rule = QColor("#e2e5eb");
    theme.edge = QColor("#8791a3");
    theme.node = QColor("#e8ebf1");
    theme.nodeOutline = QColor("#7a8498");
    theme.accent = QColor("#0068a8");
    theme.accentTint = QColor("#d8e9f5");
    theme.accentText = QColor("#ffffff");
    theme.makespan = QColor("#c94f00");
    theme.makespanText = QColor("#ffffff");
    theme.lowerBound = QColor("#5f6b7e");
    theme.critical = QColor("#11151c");
    theme.error = QColor("#b3261e");
    theme.heatLow = QColor("#fff3d6");
    theme.heatHigh = QColor("#c2410c");
    theme.jobs = {QColor("#0072b2"), QColor("#e69f00"), QColor("#009e73"),
                  QColor("#cc79a7"), QColor("#56b4e9"), QColor("#f0e442")};
    return theme;
}

Theme makeDark() {
    Theme theme;
    theme.kind = ThemeKind::Dark;
    theme.window = QColor("#171b22");
    theme.background = QColor("#11151c");
    theme.alternate = QColor("#1b212b");
    theme.text = QColor("#e6e9ef");
    theme.muted = QColor("#98a3b5");
    theme.faint = QColor("#3d4656");
    theme.rule = QColor("#2a313d");
    theme.edge = QColor("#77829a");
    theme.node = QColor("#2b3340");
    theme.nodeOutline = QColor("#8a95aa");
    theme.accent = QColor("#4aa3df");
    theme.accentTint = QColor("#1d3a52");
    theme.accentText = QColor("#0b0f15");
    theme.makespan = QColor("#f0803c");
    theme.makespanText = QColor("#11151c");
    theme.lowerBound = QColor("#98a3b5");
    theme.critical = QColor("#ffffff");
    theme.error = QColor("#ff8a80");
    theme.heatLow = QColor("#2a2a33");
    theme.heatHigh = QColor("#ff8a4c");
    theme.jobs = {QColor("#2f95d6"), QColor("#e8a91c"), QColor("#12b386"),
                  QColor("#d78fb8"), QColor("#7cc8f2"), QColor("#f0e442")};
    return theme;
}

}  // namespace

JobStyle Theme::job(std::size_t index) const {
    JobStyle style;
    style.fill = jobs[index % kJobColours];
    style.tint = mix(background, style.fill, kind == ThemeKind::Light ? 0.22 : 0.30);
    style.text = readableOn(style.fill);
    style.outline = kind == ThemeKind::Light ? mix(style.fill, text, 0.15) : style.fill;
    style.hatching = static_cast<int>(index / kJobColours);
    return style;
}

JobStyle Theme::noJob() const {
    JobStyle style;
    style.fill = mix(background, muted, kind == ThemeKind::Light ? 0.55 : 0.70);
    style.tint = node;
    style.text = readableOn(style.fill);
    style.outline = nodeOutline;
    return style;
}

QColor Theme::heat(double share) const {
    return mix(heatLow, heatHigh, std::clamp(share, 0.0, 1.0));
}

const Theme& theme(ThemeKind kind) {
    static const Theme light = makeLight();
    static const Theme dark = makeDark();
    return kind == ThemeKind::Light ? light : dark;
}

QFont figureFont(double pixels, bool bold) {
    QFont font;
    font.setFamilies({QStringLiteral("Inter"), QStringLiteral("DejaVu Sans")});
    font.setPixelSize(std::max(1, static_cast<int>(std::lround(pixels))));
    // Hinting depends on the screen's scale; without it a figure is the same everywhere.
    font.setHintingPreference(QFont::PreferNoHinting);
    if (bold) font.setWeight(QFont::DemiBold);
    return font;
}

}  // namespace trilane
