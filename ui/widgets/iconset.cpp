#include "ui/widgets/iconset.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPixmap>

#include <cmath>

namespace gatehouse::widgets {
namespace {

using namespace Qt::StringLiterals;

/// Takes the shape from the icon theme and the colour from the palette, both at the time of
/// painting.
class SymbolicEngine final : public QIconEngine
{
public:
    SymbolicEngine(QString name, const QColor &colour)
        : m_name(std::move(name))
        , m_colour(colour)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        const double scale = painter->device()->devicePixelRatio();
        painter->drawPixmap(rect, scaledPixmap(rect.size() * scale, mode, state, scale));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1.0);
    }

    /// `size` is in device pixels.
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State, qreal scale) override
    {
        const QSize wanted = size / scale;
        QPixmap drawn(size);
        drawn.setDevicePixelRatio(scale);
        drawn.fill(Qt::transparent);
        QPainter painter(&drawn);
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawPixmap(QRect(QPoint(), wanted), shape(wanted, scale));
        painter.end();
        return tinted(drawn, colour(mode));
    }

    QIconEngine *clone() const override { return new SymbolicEngine(m_name, m_colour); }
    QString key() const override { return u"gatehouse-symbolic"_s; }
    QString iconName() override { return m_name; }
    bool isNull() override { return !QIcon::hasThemeIcon(m_name); }

private:
    /// The theme draws a size of 16 at twice the scale as it draws 16, but 32 in another way; and
    /// QIcon::paint would ask for 32.
    QPixmap shape(const QSize &wanted, qreal scale) const
    {
        return QIcon::fromTheme(m_name).pixmap(wanted, std::ceil(scale));
    }

    QColor colour(QIcon::Mode mode) const
    {
        if (m_colour.isValid())
            return m_colour;
        const QPalette palette = QGuiApplication::palette();
        return palette.color(mode == QIcon::Disabled ? QPalette::Disabled : QPalette::Active,
                             QPalette::ButtonText);
    }

    QString m_name;
    QColor m_colour;
};

} // namespace

void useIconTheme(Scheme scheme)
{
    QStringList paths = QIcon::themeSearchPaths();
    const QString folder = u"/usr/share/icons"_s;
    if (!paths.contains(folder))
        paths.append(folder);
    QIcon::setThemeSearchPaths(paths);
    QIcon::setThemeName(scheme == Scheme::Dark ? u"breeze-dark"_s : u"breeze"_s);
}

QIcon icon(const QString &name)
{
    return icon(name, QColor());
}

QIcon icon(const QString &name, const QColor &colour)
{
    return QIcon::hasThemeIcon(name) ? QIcon(new SymbolicEngine(name, colour)) : QIcon();
}

QPixmap tinted(const QPixmap &pixmap, const QColor &colour)
{
    QPixmap result = pixmap;
    QPainter painter(&result);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(QRect(QPoint(), result.size()), colour);
    return result;
}

} // namespace gatehouse::widgets
