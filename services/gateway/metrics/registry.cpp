#include "services/gateway/metrics/registry.h"

#include <array>
#include <charconv>
#include <cmath>

namespace gatehouse::gateway {

namespace {

using Labels = std::vector<std::string>;

/// A backslash and a line feed are escaped everywhere, a quote in the values of labels only.
std::string escaped(std::string_view text, bool isLabel)
{
    std::string escaped;
    for (const char c : text) {
        if (c == '\n')
            escaped += "\\n";
        else if (c == '\\' || (c == '"' && isLabel))
            escaped.append("\\").append(1, c);
        else
            escaped += c;
    }
    return escaped;
}

std::string numberText(double value)
{
    if (std::isnan(value))
        return "NaN";
    if (std::isinf(value))
        return value > 0 ? "+Inf" : "-Inf";
    // The shortest form of 0.0005 is 5e-04, which nobody writes into a query.
    const bool isPlain = std::abs(value) >= 1e-4 && std::abs(value) < 1e15;
    const auto format = isPlain ? std::chars_format::fixed : std::chars_format::general;
    std::array<char, 48> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, format).ptr;
    return {buffer.data(), end};
}

/// `{source="stripe",le="5"}`, or nothing at all.
std::string labelText(const Labels &names, const Labels &values, std::string_view bound = {})
{
    std::string text;
    const auto add = [&text](std::string_view name, std::string_view value) {
        text.append(text.empty() ? "{" : ",").append(name).append("=\"");
        text.append(escaped(value, true)).append("\"");
    };
    for (std::size_t i = 0; i < names.size(); ++i)
        add(names[i], i < values.size() ? values[i] : std::string());
    if (!bound.empty())
        add("le", bound);
    return text.empty() ? text : text + '}';
}

void writeLine(std::string &out, std::string_view name, std::string_view labels,
               std::string_view value)
{
    out.append(name).append(labels).append(" ").append(value).append("\n");
}

void writeSeries(std::string &out, const std::string &name, const Labels &names,
                 const Labels &values, const Counter &counter)
{
    writeLine(out, name, labelText(names, values), std::to_string(counter.value()));
}

void writeSeries(std::string &out, const std::string &name, const Labels &names,
                 const Labels &values, const Gauge &gauge)
{
    writeLine(out, name, labelText(names, values), numberText(gauge.value()));
}

void writeSeries(std::string &out, const std::string &name, const Labels &names,
                 const Labels &values, const Histogram &histogram)
{
    const auto snapshot = histogram.snapshot();
    const auto &bounds = histogram.bounds();
    for (std::size_t i = 0; i < snapshot.cumulative.size(); ++i) {
        const std::string bound = i < bounds.size() ? numberText(bounds[i]) : "+Inf";
        writeLine(out, name + "_bucket", labelText(names, values, bound),
                  std::to_string(snapshot.cumulative[i]));
    }
    const std::string labels = labelText(names, values);
    writeLine(out, name + "_sum", labels, numberText(snapshot.sum));
    writeLine(out, name + "_count", labels, std::to_string(snapshot.cumulative.back()));
}

} // namespace

template <typename Metric>
MetricFamily<Metric> &MetricRegistry::add(std::string name, const std::string &help,
                                          std::string_view type, std::vector<std::string> labels,
                                          typename MetricFamily<Metric>::Make make)
{
    auto family = std::make_shared<MetricFamily<Metric>>(std::move(labels), std::move(make));
    std::string head = "# HELP " + name + ' ' + escaped(help, false) + '\n';
    head.append("# TYPE ").append(name).append(" ").append(type).append("\n");
    m_families.push_back([family, head, name = std::move(name)](std::string &out) {
        out += head;
        family->forEach([&](const Labels &values, const Metric &metric) {
            writeSeries(out, name, family->names(), values, metric);
        });
    });
    return *family;
}

CounterFamily &MetricRegistry::counter(std::string name, const std::string &help,
                                       std::vector<std::string> labels)
{
    return add<Counter>(std::move(name), help, "counter", std::move(labels),
                        [] { return std::make_unique<Counter>(); });
}

GaugeFamily &MetricRegistry::gauge(std::string name, const std::string &help,
                                   std::vector<std::string> labels)
{
    return add<Gauge>(std::move(name), help, "gauge", std::move(labels),
                      [] { return std::make_unique<Gauge>(); });
}

HistogramFamily &MetricRegistry::histogram(std::string name, const std::string &help,
                                           std::vector<double> bounds,
                                           std::vector<std::string> labels)
{
    return add<Histogram>(
        std::move(name), help, "histogram", std::move(labels),
        [bounds = std::move(bounds)] { return std::make_unique<Histogram>(bounds); });
}

std::string MetricRegistry::text() const
{
    std::string text;
    for (const Write &write : m_families)
        write(text);
    return text;
}

} // namespace gatehouse::gateway
