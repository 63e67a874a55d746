#include "ui/shell/environmentblock.h"

#include "ui/widgets/iconset.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/theme.h"

#include <QPainter>
#include <QStyle>

#include <algorithm>

namespace gatehouse::ui {

using widgets::TextSize;
using widgets::Theme;
namespace size = widgets::size;

namespace {

constexpr int markHeight = 16;
constexpr int markPadding = 4;

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
    : QAbstractButton(parent)
{
    setObjectName(QStringLiteral("environmentBlock"));
    setFixedSize(size::sidebar, size::header);
    setPressable(false);
    setEnvironment(environment);
}

void EnvironmentBlock::setEnvironment(const Environment &environment)
{
    m_environment = environment;
    QStringList texts{tr("Environment: %1, %2").arg(m_environment.title(), secondLine())};
    for (const QString &warning : {environment.apiWarning, environment.databaseWarning}) {
        if (!warning.isEmpty())
            texts += warning;
    }
    setAccessibleName(texts.join(u' '));
    setToolTip(widgets::plainToolTip(texts.join(u'\n')));
    update();
}

void EnvironmentBlock::setPressable(bool pressable)
{
    m_isPressable = pressable;
    setFocusPolicy(pressable ? Qt::TabFocus : Qt::NoFocus);
    setAttribute(Qt::WA_TransparentForMouseEvents, !pressable);
    update();
}

QString EnvironmentBlock::secondLine() const
{
    return m_environment.name.isEmpty() ? tr("environment not known yet") : m_environment.subtitle;
}

void EnvironmentBlock::paintLine(QPainter &painter, const QString &text, const QFont &font,
                                 const QRect &lines, int alignment) const
{
    painter.setFont(font);
    const QString shown =
        painter.fontMetrics().elidedText(widgets::visibleText(text), Qt::ElideRight, lines.width());
    const auto side = QStyle::visualAlignment(layoutDirection(), Qt::AlignLeft);
    painter.drawText(lines, int(side) | alignment | Qt::TextSingleLine, shown);
}

/// Red on every colour: on production's own red in its text colour.
void EnvironmentBlock::paintMark(QPainter &painter, const QRect &lines) const
{
    const Theme &theme = Theme::of(this);
    const bool isRed = m_environment.name == QLatin1String("production");
    const QColor fill = isRed ? theme.production.text : theme.production.fill;
    const QString text = tr("not encrypted");
    painter.setFont(widgets::uiFont(TextSize::Caption, widgets::Weight::Bold));
    const int width = painter.fontMetrics().horizontalAdvance(text) + 2 * markPadding;
    const QRect mark =
        QStyle::alignedRect(layoutDirection(), Qt::AlignLeft | Qt::AlignBottom,
                            QSize(std::min(width, lines.width()), markHeight), lines);
    painter.fillRect(mark, fill);
    painter.setPen(isRed ? theme.production.fill : theme.production.text);
    painter.drawText(mark, Qt::AlignCenter | Qt::TextSingleLine, text);
}

void EnvironmentBlock::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const auto colours = Theme::of(this).environment(m_environment.name, m_environment.colour);
    painter.fillRect(rect(), colours.fill);
    const auto place = [this](const QRect &logical) {
        return QStyle::visualRect(layoutDirection(), rect(), logical);
    };
    const int middle = (height() - size::iconControl) / 2;
    const auto drawIcon = [&](const QString &name, int x) {
        widgets::icon(name, colours.text)
            .paint(&painter, place({x, middle, size::iconControl, size::iconControl}));
    };
    drawIcon(iconName(m_environment.name), size::panePadding);
    const int arrow = m_isPressable ? size::iconControl + size::gapControls : 0;
    if (m_isPressable)
        drawIcon(QStringLiteral("arrow-down"), width() - size::panePadding - size::iconControl);
    const QRect lines = place({36, 5, width() - 36 - size::panePadding - arrow, height() - 10});
    painter.setPen(colours.text);
    paintLine(painter, m_environment.title(),
              widgets::uiFont(TextSize::Body, widgets::Weight::Bold), lines, Qt::AlignTop);
    if (m_environment.isUnsafe())
        paintMark(painter, lines);
    else
        paintLine(painter, secondLine(), widgets::uiFont(TextSize::Caption), lines,
                  Qt::AlignBottom);
    if (hasFocus()) {
        painter.setPen(QPen(colours.text, size::focusRing));
        painter.drawRect(rect().adjusted(3, 3, -4, -4));
    }
}

EnvironmentLine::EnvironmentLine(const Environment &environment, QWidget *parent)
    : QWidget(parent)
    , m_environment(environment)
{
    setFixedHeight(size::environmentLine);
}

void EnvironmentLine::setEnvironment(const Environment &environment)
{
    m_environment = environment;
    update();
}

void EnvironmentLine::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(
        rect(), Theme::of(this).environment(m_environment.name, m_environment.colour).fill);
}

} // namespace gatehouse::ui
