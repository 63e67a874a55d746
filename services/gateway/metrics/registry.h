#pragma once

#include "services/gateway/metrics/metric.h"

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::gateway {

/// All series of one name, which differ by the values of their labels. Thread-safe.
template <typename Metric>
class MetricFamily
{
public:
    using Labels = std::vector<std::string>;
    using Make = std::function<std::unique_ptr<Metric>()>;

    /// A scraper keeps each series for weeks, so their number is bounded whatever the values are:
    /// beyond it, what is new is counted together, with `other` for every label.
    static constexpr std::size_t maxSeries = 1000;

    MetricFamily(Labels names, Make make)
        : m_names(std::move(names))
        , m_make(std::move(make))
    {
    }

    /// The series with these values, in the order of the names; made when it is new. It stays where
    /// it is as long as the family.
    Metric &with(const Labels &values)
    {
        const std::lock_guard lock(m_mutex);
        if (const auto found = m_series.find(values); found != m_series.end())
            return *found->second;
        const Labels bounded =
            m_series.size() < maxSeries ? values : Labels(m_names.size(), "other");
        auto &series = m_series[bounded];
        if (!series)
            series = m_make();
        return *series;
    }

    /// In the order of the values.
    template <typename Visit>
    void forEach(Visit visit) const
    {
        const std::lock_guard lock(m_mutex);
        for (const auto &[values, metric] : m_series)
            visit(values, *metric);
    }
    const Labels &names() const { return m_names; }

private:
    const Labels m_names;
    const Make m_make;
    mutable std::mutex m_mutex;
    std::map<Labels, std::unique_ptr<Metric>> m_series;
};

using CounterFamily = MetricFamily<Counter>;
using GaugeFamily = MetricFamily<Gauge>;
using HistogramFamily = MetricFamily<Histogram>;

/// Families in the order in which they were added, written in the Prometheus text format 0.0.4.
/// Families are added before other threads use it; everything else is thread-safe.
class MetricRegistry
{
public:
    CounterFamily &counter(std::string name, const std::string &help,
                           std::vector<std::string> labels = {});
    GaugeFamily &gauge(std::string name, const std::string &help,
                       std::vector<std::string> labels = {});
    HistogramFamily &histogram(std::string name, const std::string &help,
                               std::vector<double> bounds, std::vector<std::string> labels = {});

    /// `# HELP`, `# TYPE` and the series of each family, sorted by their labels.
    std::string text() const;

private:
    using Write = std::function<void(std::string &)>;
    template <typename Metric>
    MetricFamily<Metric> &add(std::string name, const std::string &help, std::string_view type,
                              std::vector<std::string> labels,
                              typename MetricFamily<Metric>::Make make);

    std::vector<Write> m_families; ///< each holds its family
};

} // namespace gatehouse::gateway
