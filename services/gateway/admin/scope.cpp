#include "services/gateway/admin/scope.h"

#include "services/signing/scheme.h"

#include <algorithm>

namespace gatehouse::gateway::admin {

bool isWithin(const Names &limit, const std::string &name)
{
    return !limit || std::find(limit->begin(), limit->end(), name) != limit->end();
}

bool covers(const Names &limit, const Names &names)
{
    if (!limit || !names)
        return !limit;
    return std::all_of(names->begin(), names->end(),
                       [&](const std::string &name) { return isWithin(limit, name); });
}

std::vector<std::string> sourcesOf(const Actor &actor)
{
    std::vector<std::string> sources;
    for (const auto &scheme : signing::makeSchemes()) {
        std::string source(scheme->source());
        if (isWithin(actor.sources, source))
            sources.push_back(std::move(source));
    }
    return sources;
}

std::optional<http::Response> unknownSource(const Actor &actor, const std::string &source)
{
    const auto sources = sourcesOf(actor);
    if (std::find(sources.begin(), sources.end(), source) != sources.end())
        return std::nullopt;
    std::string list;
    for (const std::string &known : sources)
        list += (list.empty() ? "" : ", ") + known;
    return http::problem(422, "unknown_source",
                         "There is no source of this name. There are: " + list + '.');
}

std::optional<http::Response> seesNoAgentEvents(const Actor &actor)
{
    if (!actor.sources)
        return std::nullopt;
    return http::problem(403, "outside_scope",
                         "This token is limited to sources, which AI calls do not have. Use one "
                         "that is not.");
}

} // namespace gatehouse::gateway::admin
