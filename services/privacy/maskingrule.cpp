#include "services/privacy/maskingrule.h"

#include "resources/resources.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cctype>

namespace gatehouse::privacy {

namespace {

constexpr std::size_t longestGlob = 200;
constexpr std::string_view anyPlace = "**";

/// Of characters in a name, or of names in a place: goes back to the last wildcard only, so the
/// time is in the product of the sizes at worst.
template <typename Pattern, typename Text, typename IsWildcard, typename Equals>
bool globMatches(const Pattern &pattern, const Text &text, IsWildcard isWildcard, Equals equals)
{
    std::size_t p = 0, t = 0, wildcard = pattern.size(), resume = 0;
    while (t < text.size()) {
        if (p < pattern.size() && isWildcard(pattern[p])) {
            wildcard = p++;
            resume = t;
        } else if (p < pattern.size() && equals(pattern[p], text[t])) {
            ++p;
            ++t;
        } else if (wildcard < pattern.size()) {
            p = wildcard + 1;
            t = ++resume;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && isWildcard(pattern[p]))
        ++p;
    return p == pattern.size();
}

bool textMatches(std::string_view glob, std::string_view text)
{
    return globMatches(
        glob, text, [](char c) { return c == '*'; }, [](char a, char b) { return a == b; });
}

bool placeMatches(const Place &glob, const Place &place)
{
    return globMatches(
        glob, place, [](const std::string &name) { return name == anyPlace; },
        [](const std::string &a, const std::string &b) { return textMatches(a, b); });
}

std::vector<BuiltInRule> readBuiltIn()
{
    // The order in which the kinds are asked: what is no address is said before what is one.
    constexpr std::string_view order[] = {"keep", "email",   "phone", "ip",
                                          "name", "address", "text"};
    const auto file = resource(QStringLiteral("privacy/masking.json"));
    const QJsonObject kinds = QJsonDocument::fromJson(file.value_or(QByteArray())).object();
    std::vector<BuiltInRule> rules;
    for (const std::string_view name : order) {
        const QJsonArray globs =
            kinds.value(QLatin1String(name.data(), qsizetype(name.size()))).toArray();
        for (const auto &glob : globs)
            rules.push_back({glob.toString().toStdString(), *kindOf(name)});
    }
    return rules;
}

std::vector<MaskingRule> rulesOf(const std::vector<BuiltInRule> &places)
{
    std::vector<MaskingRule> rules;
    for (const BuiltInRule &place : places) {
        if (auto rule = MaskingRule::ofPlace(place.glob, place.kind))
            rules.push_back(std::move(*rule));
    }
    return rules;
}

} // namespace

std::string comparable(std::string_view name)
{
    std::string plain;
    for (const char c : name) {
        if (c != '_' && c != '-')
            plain += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    return plain;
}

std::optional<MaskingRule> MaskingRule::ofPlace(std::string_view glob, MaskKind kind)
{
    if (glob.size() < 2 || glob.size() > longestGlob || glob.front() != '/')
        return std::nullopt;
    MaskingRule rule;
    rule.m_kind = kind;
    while (!glob.empty()) {
        glob.remove_prefix(1);
        const std::size_t end = std::min(glob.find('/'), glob.size());
        if (end == 0)
            return std::nullopt;
        rule.m_place.push_back(comparable(glob.substr(0, end)));
        glob.remove_prefix(end);
    }
    return rule;
}

std::optional<MaskingRule> MaskingRule::ofValue(std::string_view glob, MaskKind kind)
{
    const bool saysSomething = glob.find_first_not_of('*') != std::string_view::npos;
    if (!saysSomething || glob.size() > longestGlob)
        return std::nullopt;
    MaskingRule rule;
    rule.m_kind = kind;
    rule.m_value = glob;
    return rule;
}

MaskingRule &MaskingRule::only(std::optional<std::string> tenant, std::optional<std::string> source)
{
    m_tenant = std::move(tenant);
    m_source = std::move(source);
    return *this;
}

bool MaskingRule::isOf(const Place &place) const
{
    return !m_place.empty() && placeMatches(m_place, place);
}

bool MaskingRule::isLike(std::string_view value) const
{
    return m_place.empty() && textMatches(m_value, value);
}

bool MaskingRule::matches(const Owner &owner, const Place &place, std::string_view value) const
{
    if ((m_tenant && *m_tenant != owner.tenant) || (m_source && *m_source != owner.source))
        return false;
    return m_place.empty() ? textMatches(m_value, value) : placeMatches(m_place, place);
}

const std::vector<BuiltInRule> &builtInPlaces()
{
    static const std::vector<BuiltInRule> places = readBuiltIn();
    return places;
}

const std::vector<MaskingRule> &builtInRules()
{
    static const std::vector<MaskingRule> rules = rulesOf(builtInPlaces());
    return rules;
}

} // namespace gatehouse::privacy
