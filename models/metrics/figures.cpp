#include "models/metrics/figures.h"

#include <QCoreApplication>

namespace gatehouse::metrics {

using browsing::MetricCell;

namespace {

struct FigureTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::metrics::Chart)
};

QString promptText()
{
    return FigureTexts::tr("prompt");
}
QString completionText()
{
    return FigureTexts::tr("completion");
}

std::optional<double> shareOf(std::int64_t part, std::int64_t all)
{
    return all == 0 ? std::nullopt : std::optional(double(part) / double(all));
}

} // namespace

Figure calls()
{
    return {{}, [](const MetricCell &cell, double) { return double(cell.calls); }};
}

Figure callsPerMinute()
{
    return {{}, [](const MetricCell &cell, double minutes) -> std::optional<double> {
                if (minutes <= 0)
                    return std::nullopt;
                return double(cell.calls) / minutes;
            }};
}

Figure errors()
{
    return {{}, [](const MetricCell &cell, double) { return double(cell.errors); }};
}

Figure percentile(const QString &name, double share)
{
    return {name,
            [share](const MetricCell &cell, double) -> std::optional<double> {
                const auto microseconds = cell.latency.percentile(share);
                return microseconds ? std::optional(*microseconds / 1000) : std::nullopt;
            },
            true};
}

Figure promptTokens()
{
    return {promptText(), [](const MetricCell &cell, double) { return double(cell.tokensPrompt); }};
}

Figure completionTokens()
{
    return {completionText(),
            [](const MetricCell &cell, double) { return double(cell.tokensCompletion); }};
}

Figure cost()
{
    return {{}, [](const MetricCell &cell, double) { return cell.costUsd; }};
}

Figure cacheHitRate()
{
    return {{}, [](const MetricCell &cell, double) { return shareOf(cell.cacheHits, cell.calls); }};
}

Figure errorShare()
{
    return {{}, [](const MetricCell &cell, double) { return shareOf(cell.errors, cell.calls); }};
}

} // namespace gatehouse::metrics
