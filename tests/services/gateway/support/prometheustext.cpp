#include "tests/services/gateway/support/prometheustext.h"

#include <charconv>
#include <cmath>
#include <limits>
#include <optional>

namespace gatehouse::test {

namespace {

constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_";
constexpr std::string_view lettersAndDigits =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789";

std::string takeName(std::string_view &line)
{
    const std::size_t end = std::min(line.find_first_not_of(lettersAndDigits), line.size());
    const std::string name(line.substr(0, end));
    if (name.empty() || letters.find(name.front()) == std::string_view::npos)
        return {};
    line.remove_prefix(end);
    return name;
}

bool take(std::string_view &line, std::string_view prefix)
{
    if (!line.starts_with(prefix))
        return false;
    line.remove_prefix(prefix.size());
    return true;
}

std::optional<double> numberOf(std::string_view text)
{
    if (text == "+Inf")
        return std::numeric_limits<double>::infinity();
    double value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem != std::errc{} || end != text.data() + text.size() || std::isnan(value))
        return std::nullopt;
    return value;
}

/// Up to the closing quote; only \\, \" and \n are escapes.
std::optional<std::string> takeQuoted(std::string_view &line)
{
    std::string value;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '"') {
            line.remove_prefix(i + 1);
            return value;
        }
        value += line[i];
        if (line[i] != '\\')
            continue;
        if (++i == line.size() || std::string_view("\\\"n").find(line[i]) == std::string_view::npos)
            return std::nullopt;
        value += line[i];
    }
    return std::nullopt;
}

} // namespace

PrometheusText::PrometheusText(std::string_view text)
{
    if (text.empty() || text.back() != '\n')
        m_error = "the last line does not end";
    while (m_error.empty() && !text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        if (!readLine(line))
            m_error = "wrong line: " + std::string(line);
        text.remove_prefix(line.size() + 1);
    }
    if (m_error.empty() && m_closedBuckets.size() != m_lastBucket.size())
        m_error = "a histogram without +Inf";
}

bool PrometheusText::readLine(std::string_view line)
{
    if (take(line, "# HELP "))
        return readHead(line, "HELP");
    if (take(line, "# TYPE "))
        return readHead(line, "TYPE");
    return readSample(line);
}

bool PrometheusText::readHead(std::string_view line, std::string_view keyword)
{
    const std::string name = takeName(line);
    if (name.empty() || !take(line, " ") || line.empty())
        return false;
    if (keyword == "HELP") {
        m_families.push_back(name);
        return m_types.emplace(name, "").second;
    }
    const bool isKnown = line == "counter" || line == "gauge" || line == "histogram";
    if (!isKnown || m_families.empty() || m_families.back() != name || !m_types[name].empty())
        return false;
    m_types[name] = line;
    return true;
}

bool PrometheusText::readSample(std::string_view line)
{
    Sample sample;
    sample.name = takeName(line);
    if (sample.name.empty() || !readLabels(line, sample) || !take(line, " "))
        return false;
    const auto value = numberOf(line);
    if (!value || !belongsToFamily(sample))
        return false;
    sample.value = *value;
    const std::string bound = sample.bound.empty() ? "" : " le=" + sample.bound;
    return m_values.emplace(sample.name + sample.labels + bound, *value).second
        && checkBucket(sample);
}

bool PrometheusText::readLabels(std::string_view &line, Sample &sample) const
{
    if (!take(line, "{"))
        return true;
    std::set<std::string> names;
    do {
        const std::string name = takeName(line);
        if (name.empty() || !names.insert(name).second || !take(line, "=\""))
            return false;
        const auto value = takeQuoted(line);
        if (!value)
            return false;
        if (name == "le")
            sample.bound = *value;
        else
            sample.labels += (sample.labels.empty() ? "{" : ",") + name + "=\"" + *value + '"';
    } while (take(line, ","));
    sample.labels += sample.labels.empty() ? "" : "}";
    return take(line, "}");
}

bool PrometheusText::belongsToFamily(const Sample &sample) const
{
    if (m_families.empty())
        return false;
    const std::string &family = m_families.back();
    const std::string &type = m_types.at(family);
    if (type != "histogram")
        return !type.empty() && sample.name == family && sample.bound.empty();
    const bool isBucket = sample.name == family + "_bucket";
    return isBucket ? !sample.bound.empty()
                    : sample.name == family + "_sum" || sample.name == family + "_count";
}

bool PrometheusText::checkBucket(const Sample &sample)
{
    const std::string series = m_families.back() + sample.labels;
    if (sample.name.ends_with("_count") && type(m_families.back()) == "histogram")
        return m_closedBuckets.contains(series) && m_lastBucket.at(series) == sample.value;
    if (sample.bound.empty())
        return true;
    const bool ascends = !m_closedBuckets.contains(series) && m_lastBucket[series] <= sample.value;
    m_lastBucket[series] = sample.value;
    if (sample.bound == "+Inf")
        m_closedBuckets.insert(series);
    return ascends && numberOf(sample.bound).has_value();
}

double PrometheusText::value(const std::string &series) const
{
    const auto found = m_values.find(series);
    return found == m_values.end() ? -1 : found->second;
}

std::string PrometheusText::type(const std::string &family) const
{
    const auto found = m_types.find(family);
    return found == m_types.end() ? std::string() : found->second;
}

} // namespace gatehouse::test
