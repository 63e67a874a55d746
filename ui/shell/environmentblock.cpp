#include "ui/shell/environmentblock.h"

#include "ui/widgets/iconset.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/theme.h"

#include <QPainter>
#include <QStyle>

namespace gatehouse::ui {

using widgets::TextSize;
using widgets::Theme;
namespace size = widgets::size;

namespace {

QString iconName(const QString &environment)
{
    if (environment.isEmpty())
        return QStringLiteral("network-wireless");
    if (environment == QLatin1String("local"))
        return QStringLiteral("go-home");
    if (environment == QLatin1String("production"))
        return QStringLiteral("security-high");
    return QStringLiteral("applications-science");
}

} // namespace

EnvironmentBlock::EnvironmentBlock(const Environment &environment, QWidget *parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("environmentBlock"));
    setFixedSize(size::sidebar, size::header);
    setEnvironment(environment);
}

void EnvironmentBlock::setEnvironment(const Environment &environment)
{
    m_environment = environment;
    setAccessibleName(tr("Environment: %1, %2").arg(m_environment.title(), secondLine()));
    setToolTip(widgets::plainToolTip(accessibleName()));
    update();
}

QString EnvironmentBlock::secondLine() const
{
    return m_environment.name.isEmpty() ? tr("environment not known yet") : m_environment.subtitle;
}

void EnvironmentBlock::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const auto colours = Theme::of(this).environment(m_environment.name);
    painter.fillRect(rect(), colours.fill);
    const QRect iconRect(size::panePadding, (height() - size::iconControl) / 2, size::iconControl,
                         size::iconControl);
    const QRect textRect(36, 5, width() - 36 - size::panePadding, height() - 10);
    widgets::icon(iconName(m_environment.name), colours.text)
        .paint(&painter, QStyle::visualRect(layoutDirection(), rect(), iconRect));
    painter.setPen(colours.text);
    const QRect lines = QStyle::visualRect(layoutDirection(), rect(), textRect);
    const auto drawLine = [&](const QString &text, const QFont &font, int alignment) {
        painter.setFont(font);
        const QString shown = painter.fontMetrics().elidedText(widgets::visibleText(text),
                                                               Qt::ElideRight, lines.width());
        const auto side = QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft);
        painter.drawText(lines, int(side) | alignment | Qt::TextSingleLine, shown);
    };
    drawLine(m_environment.title(), widgets::uiFont(TextSize::Body, widgets::Weight::Bold),
             Qt::AlignTop);
    drawLine(secondLine(), widgets::uiFont(TextSize::Caption), Qt::AlignBottom);
}

EnvironmentLine::EnvironmentLine(QString name, QWidget *parent)
    : QWidget(parent)
    , m_name(std::move(name))
{
    setFixedHeight(size::environmentLine);
}

void EnvironmentLine::setName(const QString &name)
{
    m_name = name;
    update();
}

void EnvironmentLine::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), Theme::of(this).environment(m_name).fill);
}

} // namespace gatehouse::ui
