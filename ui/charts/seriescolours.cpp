#include "ui/charts/seriescolours.h"

#include <array>

namespace gatehouse::charts {

using namespace Qt::StringLiterals;

namespace {

constexpr int dashedFrom = 4;

/// Those that no source of webhooks has by the theme come first; red, which looks like trouble,
/// last.
constexpr std::array freePlaces{5, 6, 4, 3, 2, 1, 0, 7};

} // namespace

int SeriesColours::place(const Series &series, const widgets::Theme &theme)
{
    const QString &key = series.key;
    if (key == "other"_L1)
        return -1;
    if (const auto named = theme.namedSeries.find(key); named != theme.namedSeries.end())
        return named.value();
    QHash<QString, int> &places = m_places[series.kind];
    auto known = places.find(key);
    if (known == places.end()) {
        const auto taken = static_cast<std::size_t>(places.size());
        known = places.insert(key, taken < freePlaces.size() ? freePlaces[taken] : -1);
    }
    return known.value();
}

QColor SeriesColours::colour(const Series &series, const widgets::Theme &theme, bool isFilled)
{
    if (series.style == SeriesStyle::Comparison)
        return theme.textMuted;
    if (series.status != widgets::StatusShape::None) {
        const widgets::ToneColours tone = theme.tone(series.status);
        return isFilled ? tone.fill : tone.text;
    }
    const int at = place(series, theme);
    return at < 0 ? theme.textMuted : theme.series.at(at);
}

QList<double> dashesOf(int series)
{
    if (series < dashedFrom)
        return {};
    switch (series % 3) {
    case 1:
        return {6, 3};
    case 2:
        return {2, 3};
    default:
        return {8, 3, 2, 3};
    }
}

} // namespace gatehouse::charts
