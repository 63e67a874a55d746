#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::test {

/// Reads the Prometheus text format 0.0.4 more strictly than Prometheus does: one `# HELP`, then
/// one
/// `# TYPE`, then all series of the family and no others; no series twice; histograms whose buckets
/// ascend and end with +Inf, which is their count.
class PrometheusText
{
public:
    explicit PrometheusText(std::string_view text);

    const std::string &error() const { return m_error; } ///< empty: the text is right
    /// The value of `name{label="value",...}`, written as in the text; -1: not there.
    double value(const std::string &series) const;
    /// counter, gauge or histogram; empty: no such family.
    std::string type(const std::string &family) const;
    const std::vector<std::string> &families() const { return m_families; }

private:
    struct Sample
    {
        std::string name;
        std::string labels; ///< as written, without `le`
        std::string bound; ///< of `le`
        double value = 0;
    };
    bool readLine(std::string_view line);
    bool readHead(std::string_view line, std::string_view keyword);
    bool readSample(std::string_view line);
    bool readLabels(std::string_view &line, Sample &sample) const;
    bool belongsToFamily(const Sample &sample) const;
    bool checkBucket(const Sample &sample);

    std::string m_error;
    std::vector<std::string> m_families;
    std::map<std::string, std::string> m_types;
    std::map<std::string, double> m_values;
    std::map<std::string, double> m_lastBucket; ///< of each histogram's series
    std::set<std::string> m_closedBuckets; ///< those whose +Inf has come
};

} // namespace gatehouse::test
