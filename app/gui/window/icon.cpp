#include "app/gui/window/icon.h"

#include "app/figure/theme.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QSvgRenderer>

// Outside the namespace, as the macro demands.
static void initResources() {
    Q_INIT_RESOURCE(trilane);
}

namespace trilane {
namespace {

QString pathOf(const QString& name) {
    initResources();
    return QStringLiteral(":/icons/%1.svg").arg(name);
}

const Theme& currentTheme() {
    const QColor window = QGuiApplication::palette().color(QPalette::Window);
    return theme(window.lightness() < 128 ? ThemeKind::Dark : ThemeKind::Light);
}

/// Draws an SVG whose strokes are "currentColor".
class LineIconEngine : public QIconEngine {
public:
    explicit LineIconEngine(QByteArray svg) : m_svg(std::move(svg)) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        const Theme& theme = currentTheme();
        const QColor colour = mode == QIcon::Disabled   ? theme.faint
                              : mode == QIcon::Selected ? theme.accentText
                                                        : theme.text;
        QByteArray svg = m_svg;
        svg.replace("currentColor", colour.name().toLatin1());
        QSvgRenderer(svg).render(painter, rect);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect({}, size), mode, state);
        return pixmap;
    }

    [[nodiscard]] QIconEngine* clone() const override { return new LineIconEngine(m_svg); }

private:
    QByteArray m_svg;
};

}  // namespace

QIcon lineIcon(const QString& name) {
    QFile file(pathOf(name));
    if (!file.open(QIODevice::ReadOnly)) return {};
    return QIcon(new LineIconEngine(file.readAll()));
}

QIcon programIcon() {
    return QIcon(pathOf(QStringLiteral("trilane")));
}

}  // namespace trilane
