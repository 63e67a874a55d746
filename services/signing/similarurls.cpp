#include "services/signing/similarurls.h"

#include "services/signing/verification.h"

#include <algorithm>
#include <iterator>

namespace gatehouse::signing {

namespace {

constexpr std::size_t mostSimilarUrls = 60;

/// scheme://authority, path, query with its question mark.
struct UrlParts
{
    std::string scheme;
    std::string authority;
    std::string path;
    std::string query;
};

UrlParts splitUrl(std::string_view url)
{
    UrlParts parts;
    const std::size_t colon = url.find("://");
    if (colon != std::string_view::npos) {
        parts.scheme = url.substr(0, colon);
        url.remove_prefix(colon + 3);
    }
    const std::size_t slash = std::min(url.find_first_of("/?"), url.size());
    const std::size_t question = std::min(url.find('?'), url.size());
    parts.authority = url.substr(0, slash);
    parts.path = url.substr(slash, question - slash);
    parts.query = url.substr(question);
    return parts;
}

/// The first is the part as it is.
using Choices = std::vector<std::string>;

Choices authorities(const std::string &authority, const HeaderList &headers)
{
    Choices choices{authority};
    for (const std::string_view name : {"Host", "X-Forwarded-Host"})
        choices.emplace_back(trimmed(findHeader(headers, name).value_or("")));
    const std::size_t known = choices.size();
    for (std::size_t i = 0; i < known; ++i)
        choices.push_back(choices[i].substr(0, choices[i].find(':')));
    Choices different;
    std::copy_if(choices.begin(), choices.end(), std::back_inserter(different),
                 [&](const std::string &choice) {
                     return !choice.empty()
                         && std::find(different.begin(), different.end(), choice)
                         == different.end();
                 });
    return different;
}

Choices paths(const std::string &path)
{
    if (path.ends_with('/'))
        return {path, path.substr(0, path.size() - 1)};
    return {path, path + "/"};
}

Choices queries(const std::string &query)
{
    return query.empty() ? Choices{query} : Choices{query, {}};
}

struct SimilarUrl
{
    std::string url;
    int differences = 0;
};

/// Each URL with each choice for its next part.
std::vector<SimilarUrl> extended(const std::vector<SimilarUrl> &urls, const Choices &choices)
{
    std::vector<SimilarUrl> longer;
    longer.reserve(urls.size() * choices.size());
    for (const SimilarUrl &start : urls) {
        for (std::size_t i = 0; i < choices.size(); ++i)
            longer.push_back({start.url + choices[i], start.differences + (i == 0 ? 0 : 1)});
    }
    return longer;
}

} // namespace

std::vector<std::string> similarUrls(std::string_view url, const HeaderList &headers)
{
    const UrlParts parts = splitUrl(url);
    const std::string other = parts.scheme == "https" ? "http://" : "https://";
    std::vector<SimilarUrl> urls{{parts.scheme + "://", 0}, {other, 1}};
    urls = extended(urls, authorities(parts.authority, headers));
    urls = extended(urls, paths(parts.path));
    urls = extended(urls, queries(parts.query));
    std::stable_sort(urls.begin(), urls.end(), [](const SimilarUrl &a, const SimilarUrl &b) {
        return a.differences < b.differences;
    });
    std::vector<std::string> similar;
    for (const SimilarUrl &candidate : urls) {
        if (candidate.url != url && similar.size() < mostSimilarUrls)
            similar.push_back(candidate.url);
    }
    return similar;
}

} // namespace gatehouse::signing
