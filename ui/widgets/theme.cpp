#include "ui/widgets/theme.h"

#include "resources/resources.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QWidget>

#include <cmath>
#include <map>

namespace gatehouse::widgets {
namespace {

using namespace Qt::StringLiterals;

/// Reads colours and remembers the first one that is missing.
class Reader
{
public:
    explicit Reader(QJsonObject scheme)
        : m_scheme(std::move(scheme))
    {
    }

    QColor colour(const QJsonObject &object, const QString &name)
    {
        const QColor colour(object.value(name).toString());
        if (!colour.isValid() && m_missing.isEmpty())
            m_missing = name;
        return colour;
    }

    QColor palette(const QString &name) { return colour(part(u"palette"_s), name); }

    ToneColours tone(const QJsonObject &object)
    {
        return {colour(object, u"text"_s), colour(object, u"fill"_s), colour(object, u"tint"_s)};
    }

    ToneColours status(const QString &name) { return tone(part(u"status"_s)[name].toObject()); }

    EnvironmentColours environment(const QString &name)
    {
        const QJsonObject object = part(u"environment"_s)[name].toObject();
        return {colour(object, u"fill"_s), colour(object, u"text"_s)};
    }

    QList<QColor> list(const QString &name)
    {
        QList<QColor> colours;
        const QJsonArray values = m_scheme[name].toArray();
        for (const auto &value : values)
            colours.append(QColor(value.toString()));
        if (colours.isEmpty() && m_missing.isEmpty())
            m_missing = name;
        return colours;
    }

    QJsonObject part(const QString &name) const { return m_scheme[name].toObject(); }
    const QString &missing() const { return m_missing; }

private:
    QJsonObject m_scheme;
    QString m_missing;
};

void readPalette(Theme &theme, Reader &reader)
{
    theme.window = reader.palette(u"window"_s);
    theme.base = reader.palette(u"base"_s);
    theme.alternateBase = reader.palette(u"alternateBase"_s);
    theme.raised = reader.palette(u"raised"_s);
    theme.border = reader.palette(u"border"_s);
    theme.borderStrong = reader.palette(u"borderStrong"_s);
    theme.text = reader.palette(u"text"_s);
    theme.textMuted = reader.palette(u"textMuted"_s);
    theme.accent = reader.palette(u"accent"_s);
    theme.accentText = reader.palette(u"accentText"_s);
    theme.selection = reader.palette(u"selection"_s);
    theme.selectionInactive = reader.palette(u"selectionInactive"_s);
    theme.tooltip = reader.palette(u"tooltip"_s);
    theme.tooltipText = reader.palette(u"tooltipText"_s);
    theme.grid = reader.palette(u"grid"_s);
    theme.focus = reader.palette(u"focus"_s);
}

void readTones(Theme &theme, Reader &reader)
{
    theme.received = reader.status(u"received"_s);
    theme.queued = reader.status(u"queued"_s);
    theme.processed = reader.status(u"processed"_s);
    theme.failed = reader.status(u"failed"_s);
    theme.discarded = reader.status(u"discarded"_s);
    theme.deadLettered = reader.status(u"dead-lettered"_s);
    theme.warning = reader.tone(reader.part(u"warning"_s));
    theme.local = reader.environment(u"local"_s);
    theme.staging = reader.environment(u"staging"_s);
    theme.production = reader.environment(u"production"_s);
}

/// Those of its eight colours that names have by the rule; the file counts them from one.
QMap<QString, int> namedSeries(const QJsonObject &rule, qsizetype colours)
{
    QMap<QString, int> named;
    const QJsonObject fixed = rule[u"fixed"_s].toObject();
    for (auto each = fixed.begin(); each != fixed.end(); ++each) {
        const int place = each.value().toInt() - 1;
        if (place >= 0 && place < colours)
            named.insert(each.key(), place);
    }
    return named;
}

Theme builtIn(Scheme scheme)
{
    const Result<QByteArray> tokens = resource(u"styles/tokens.json"_s);
    const Result<Theme> theme = tokens ? readTheme(*tokens, scheme) : failure(tokens.error());
    if (!theme)
        qFatal("%s", qPrintable(theme.error().message)); // built without its own colours
    return *theme;
}

double channel(double value)
{
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &colour)
{
    return 0.2126 * channel(colour.redF()) + 0.7152 * channel(colour.greenF())
        + 0.0722 * channel(colour.blueF());
}

QFont sized(const QStringList &families, double points, Weight weight)
{
    QFont font;
    font.setFamilies(families);
    font.setPointSizeF(points);
    font.setWeight(weight == Weight::Bold ? QFont::Bold : QFont::Normal);
    return font;
}

/// Which of the series' colours a connection's colour is; -1: none.
qsizetype seriesOf(QStringView colour)
{
    if (colour == "blue"_L1)
        return 0;
    if (colour == "green"_L1)
        return 2;
    return colour == "violet"_L1 ? 3 : -1;
}

QColor readableOn(const QColor &fill)
{
    const QColor dark(0x1c, 0x21, 0x25);
    return contrast(fill, Qt::white) >= contrast(fill, dark) ? QColor(Qt::white) : dark;
}

} // namespace

QFont uiFont(TextSize size, Weight weight)
{
    static const std::map<TextSize, double> points{
        {TextSize::Caption, 8.25},   {TextSize::Small, 9},      {TextSize::Body, 9.75},
        {TextSize::PaneTitle, 10.5}, {TextSize::PageTitle, 12}, {TextSize::Figure, 18},
    };
    return sized({u"Noto Sans"_s, u"DejaVu Sans"_s, u"sans-serif"_s}, points.at(size), weight);
}

QFont monoFont()
{
    QFont font =
        sized({u"Noto Sans Mono"_s, u"DejaVu Sans Mono"_s, u"monospace"_s}, 9, Weight::Normal);
    font.setFixedPitch(true);
    return font;
}

ToneColours Theme::tone(StatusShape shape) const
{
    switch (shape) {
    case StatusShape::HollowCircle:
        return received;
    case StatusShape::Clock:
        return queued;
    case StatusShape::Check:
        return processed;
    case StatusShape::Cross:
        return failed;
    case StatusShape::SlashedCircle:
        return discarded;
    case StatusShape::CrossedBox:
        return deadLettered;
    case StatusShape::None:
        break;
    }
    return {textMuted, Qt::transparent, Qt::transparent};
}

EnvironmentColours Theme::environment(QStringView name, QStringView colour) const
{
    if (name == "production"_L1)
        return production;
    if (colour == "grey"_L1 || colour == "amber"_L1)
        return colour == "grey"_L1 ? local : staging;
    if (const qsizetype position = seriesOf(colour); position >= 0)
        return {series.at(position), readableOn(series.at(position))};
    if (name.isEmpty())
        return {raised, text};
    return name == "local"_L1 ? local : staging;
}

QPalette Theme::palette() const
{
    QPalette palette(text, raised, raised, borderStrong, border, text, text, base, window);
    palette.setColor(QPalette::Midlight, border);
    palette.setColor(QPalette::Shadow, borderStrong);
    palette.setColor(QPalette::AlternateBase, alternateBase);
    palette.setColor(QPalette::ButtonText, text);
    palette.setColor(QPalette::PlaceholderText, textMuted);
    palette.setColor(QPalette::Highlight, selection);
    palette.setColor(QPalette::Inactive, QPalette::Highlight, selectionInactive);
    palette.setColor(QPalette::HighlightedText, text);
    palette.setColor(QPalette::Link, accent);
    palette.setColor(QPalette::LinkVisited, accent);
    palette.setColor(QPalette::ToolTipBase, tooltip);
    palette.setColor(QPalette::ToolTipText, tooltipText);
    for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, textMuted);
    palette.setColor(QPalette::Disabled, QPalette::Base, window);
    return palette;
}

const Theme &Theme::of(Scheme scheme)
{
    static const Theme light = builtIn(Scheme::Light);
    static const Theme dark = builtIn(Scheme::Dark);
    return scheme == Scheme::Dark ? dark : light;
}

const Theme &Theme::of(const QPalette &palette)
{
    const bool dark = palette.color(QPalette::Active, QPalette::Window).lightness() < 128;
    return of(dark ? Scheme::Dark : Scheme::Light);
}

const Theme &Theme::of(const QWidget *widget)
{
    return of(widget ? widget->palette() : QPalette());
}

Result<Theme> readTheme(const QByteArray &tokens, Scheme scheme)
{
    const QJsonObject root = QJsonDocument::fromJson(tokens).object();
    Reader reader(root[scheme == Scheme::Dark ? u"dark"_s : u"light"_s].toObject());
    Theme theme;
    theme.scheme = scheme;
    readPalette(theme, reader);
    readTones(theme, reader);
    theme.series = reader.list(u"series"_s);
    theme.namedSeries = namedSeries(root[u"seriesRule"_s].toObject(), theme.series.size());
    theme.heat = reader.list(u"heat"_s);
    if (!reader.missing().isEmpty()) {
        return failure(ErrorKind::Invalid,
                       QCoreApplication::translate("Theme", "The colour \"%1\" is missing.")
                           .arg(reader.missing()));
    }
    return theme;
}

double contrast(const QColor &one, const QColor &other)
{
    const double a = luminance(one) + 0.05;
    const double b = luminance(other) + 0.05;
    return a > b ? a / b : b / a;
}

} // namespace gatehouse::widgets
