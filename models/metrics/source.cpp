#include "models/metrics/source.h"

#include <QCoreApplication>

#include <algorithm>

namespace gatehouse::metrics {

namespace {

struct SourceTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::metrics::MetricSource)
};

using namespace std::chrono_literals;

/// "40 s", "3 min", "5 h", "2 d"
QString shortSpan(std::chrono::seconds span)
{
    if (span < 2min)
        return SourceTexts::tr("%1 s").arg(span.count());
    if (span < 2h)
        return SourceTexts::tr("%1 min").arg(span / 1min);
    if (span < 48h)
        return SourceTexts::tr("%1 h").arg(span / 1h);
    return SourceTexts::tr("%1 d").arg(span / 24h);
}

} // namespace

bool MetricSource::knows(std::string_view measure, std::string_view label) const
{
    const auto labels = browsing::labelsOf(measure);
    return std::find(labels.begin(), labels.end(), label) != labels.end();
}

QString sourceText(const MetricSource &source, std::optional<Timestamp> measuredUntil,
                   Timestamp now)
{
    if (!measuredUntil)
        return SourceTexts::tr("%1, nothing measured yet").arg(source.name());
    const auto behind = std::chrono::floor<std::chrono::seconds>(now - *measuredUntil);
    return SourceTexts::tr("%1, %2 behind").arg(source.name(), shortSpan(std::max(behind, 0s)));
}

} // namespace gatehouse::metrics
