#include "services/metrics/agentevent.h"

#include "services/metrics/attributerules.h"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace gatehouse::metrics {

namespace {

/// What one thing is called, the first that is told counts; what is empty is no name.
using Names = std::array<std::string_view, 3>;

constexpr std::size_t longestRest = 4096;
/// Of one call. What is more is no measurement, and would spoil the sums.
constexpr double mostTokens = 1e9;
constexpr double mostUsd = 1e6;
constexpr std::uint64_t latestTime = std::uint64_t(std::numeric_limits<std::int64_t>::max());

constexpr Names serviceNames{"service.name"};
constexpr Names environmentNames{"env", "deployment.environment", "deployment.environment.name"};
constexpr Names tenantNames{"tenant", "tenant.id"};
constexpr Names agentNames{"agent", "gen_ai.agent.name"};
constexpr Names modelNames{"model", "gen_ai.response.model", "gen_ai.request.model"};
constexpr Names providerNames{"provider", "gen_ai.provider.name", "gen_ai.system"};
constexpr Names routeNames{"route", "http.route"};
constexpr Names userNames{"user_id", "user.id", "enduser.id"};
constexpr Names statusNames{"status"};
constexpr Names errorNames{"error_type", "error.type"};
constexpr Names promptNames{"tokens_prompt", "gen_ai.usage.input_tokens",
                            "gen_ai.usage.prompt_tokens"};
constexpr Names completionNames{"tokens_completion", "gen_ai.usage.output_tokens",
                                "gen_ai.usage.completion_tokens"};
constexpr Names cachedNames{"tokens_cached", "gen_ai.usage.cache_read.input_tokens",
                            "gen_ai.usage.cache_read_input_tokens"};
constexpr Names costNames{"cost_usd"};
constexpr Names cacheNames{"cache_hit"};

constexpr std::array columns = {serviceNames, environmentNames, tenantNames, agentNames,
                                modelNames,   providerNames,    routeNames,  userNames,
                                statusNames,  errorNames,       promptNames, completionNames,
                                cachedNames,  costNames,        cacheNames};

/// Whether it stands in a column already.
bool hasColumn(std::string_view name)
{
    return std::any_of(columns.begin(), columns.end(), [name](const Names &names) {
        return std::find(names.begin(), names.end(), name) != names.end();
    });
}

/// Attributes by their names, of equal ones the first; an empty text tells nothing.
class ByName
{
public:
    explicit ByName(const OtlpAttributes &attributes)
    {
        m_sorted.reserve(attributes.size());
        for (const auto &attribute : attributes) {
            const auto *text = std::get_if<std::string>(&attribute.second);
            if (!text || !text->empty())
                m_sorted.push_back(&attribute);
        }
        std::stable_sort(m_sorted.begin(), m_sorted.end(),
                         [](auto *one, auto *other) { return one->first < other->first; });
    }
    const OtlpValue *find(std::string_view name) const
    {
        const auto found = std::lower_bound(
            m_sorted.begin(), m_sorted.end(), name,
            [](auto *one, std::string_view sought) { return one->first < sought; });
        return found != m_sorted.end() && (*found)->first == name ? &(*found)->second : nullptr;
    }

private:
    std::vector<const OtlpAttributes::value_type *> m_sorted;
};

/// A count or an amount; -1 where the text is none.
double numberIn(std::string_view text)
{
    double number = -1;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), number);
    return end.ec == std::errc() && end.ptr == text.data() + text.size() ? number : -1;
}

/// A span with what its resource says.
class Told
{
public:
    Told(const ByName &resource, const OtlpSpan &span)
        : m_resource(resource)
        , m_span(span)
        , m_byName(span.attributes)
    {
    }

    const OtlpValue *find(Names names) const
    {
        for (const ByName *among : {&m_byName, &m_resource}) {
            for (const std::string_view name : names) {
                if (const OtlpValue *found = among->find(name))
                    return found;
            }
        }
        return nullptr;
    }
    /// Cut where it is longer than what may be kept, so that it can be told: what a resource says
    /// is read for each of its spans, and may be most of the request.
    std::string text(Names names) const
    {
        const OtlpValue *value = find(names);
        if (!value)
            return {};
        if (const auto *text = std::get_if<std::string>(value))
            return text->substr(0, longestText + 4);
        if (const auto *number = std::get_if<std::int64_t>(value))
            return std::to_string(*number);
        return {};
    }
    /// Empty where it names a person.
    std::string name(Names names) const
    {
        const std::string told = cutText(text(names));
        return looksPersonal(told) ? std::string() : told;
    }
    /// Empty where it is not one word.
    std::string word(Names names) const
    {
        const std::string told = text(names);
        return isWord(told) ? told : std::string();
    }
    std::optional<double> number(Names names, double most) const
    {
        const OtlpValue *value = find(names);
        if (!value)
            return std::nullopt;
        double number = -1;
        if (const auto *whole = std::get_if<std::int64_t>(value))
            number = double(*whole);
        else if (const auto *real = std::get_if<double>(value))
            number = *real;
        else if (const auto *text = std::get_if<std::string>(value))
            number = numberIn(*text);
        return std::isfinite(number) && number >= 0 && number <= most ? std::optional(number)
                                                                      : std::nullopt;
    }
    std::optional<std::int64_t> count(Names names) const
    {
        const auto told = number(names, mostTokens);
        return told && *told == std::trunc(*told) ? std::optional(std::int64_t(*told))
                                                  : std::nullopt;
    }
    std::optional<bool> flag(Names names) const
    {
        const OtlpValue *value = find(names);
        const bool *flag = value ? std::get_if<bool>(value) : nullptr;
        return flag ? std::optional(*flag) : std::nullopt;
    }

    /// Of the span alone; the resource's are the same for all.
    std::string rest() const
    {
        boost::json::object rest;
        std::size_t size = 2; // of {}
        for (const auto &[name, value] : m_span.attributes) {
            if (size >= longestRest)
                break;
            if (hasColumn(name) || rest.contains(name) || !mayBeKept(name, value))
                continue;
            boost::json::value shown = shownValue(value);
            const std::size_t more = name.size() + boost::json::serialize(shown).size() + 4;
            if (size + more > longestRest)
                continue;
            size += more;
            rest[name] = std::move(shown);
        }
        return boost::json::serialize(rest);
    }

private:
    static boost::json::value shownValue(const OtlpValue &value)
    {
        const auto *real = std::get_if<double>(&value);
        if (real && !std::isfinite(*real))
            return nullptr;
        return std::visit([](const auto &one) { return boost::json::value(one); }, value);
    }

    const ByName &m_resource;
    const OtlpSpan &m_span;
    const ByName m_byName;
};

/// What the sender says or, where there is only one, what it must be.
std::string tenantOf(const Told &told, const AgentEventDoor &door)
{
    if (told.find(tenantNames))
        return told.text(tenantNames);
    return door.tenants && door.tenants->size() == 1 ? door.tenants->front() : std::string();
}

/// A name that would have to be changed to be kept is the name of another, or of none.
bool isTenantUsable(const Told &told)
{
    const std::string tenant = told.text(tenantNames);
    return !told.find(tenantNames)
        || (!tenant.empty() && cutText(tenant) == tenant && !looksPersonal(tenant));
}

/// Spans that sum up what the calls below them used.
bool isSum(const Told &told)
{
    constexpr std::array<std::string_view, 4> sums = {"invoke_agent", "invoke_workflow",
                                                      "create_agent", "execute_tool"};
    const std::string operation = told.text({"gen_ai.operation.name"});
    return std::find(sums.begin(), sums.end(), operation) != sums.end();
}

/// A span's name where it is one for many calls, as it should be: "chat large".
std::string routeOf(const std::string &spanName)
{
    constexpr std::size_t longestRoute = 64;
    constexpr auto mostSpaces = 2;
    const bool isShort = spanName.size() <= longestRoute
        && std::count(spanName.begin(), spanName.end(), ' ') <= mostSpaces;
    return isShort && !looksPersonal(spanName) ? cutText(spanName) : std::string();
}

/// "ok", however it is called, unless the span's own status is another.
std::string statusOf(const Told &told, const OtlpSpan &span)
{
    constexpr std::array<std::string_view, 6> good = {"", "ok", "OK", "Ok", "success", "succeeded"};
    const std::string status = told.text(statusNames);
    if (std::find(good.begin(), good.end(), status) != good.end())
        return span.isError ? "error" : "ok";
    return isWord(status) ? status : "error";
}

Timestamp timeOf(std::uint64_t nanosecondsSince1970)
{
    using namespace std::chrono;
    return Timestamp(duration_cast<microseconds>(nanoseconds(nanosecondsSince1970)));
}

/// Empty where it is taken.
std::string whyRefused(const OtlpSpan &span, const Told &told, const AgentEventDoor &door)
{
    constexpr std::size_t traceDigits = 32, spanDigits = 16;
    if (span.traceId.size() != traceDigits || span.spanId.size() != spanDigits)
        return "A span has no trace id of 16 bytes or no span id of 8.";
    if (span.start == 0 || span.end < span.start || span.end > latestTime)
        return "A span has no start, or ends before it.";
    if (timeOf(span.start) < door.earliest || timeOf(span.end) > door.latest)
        return "A span began too long ago to be kept, or is yet to come.";
    if (!isTenantUsable(told))
        return "A span's tenant is no text, longer than 200 bytes, or looks like a person's.";
    if (!door.tenants)
        return {};
    const std::string tenant = tenantOf(told, door);
    if (tenant.empty())
        return "A span names no tenant, and the token is for several.";
    const bool isKnown =
        std::find(door.tenants->begin(), door.tenants->end(), tenant) != door.tenants->end();
    return isKnown ? std::string() : "A span is of another tenant than the token.";
}

void addAmounts(AgentEvent &event, const Told &told)
{
    event.tokensPrompt = told.count(promptNames);
    event.tokensCompletion = told.count(completionNames);
    event.tokensCached = told.count(cachedNames);
    event.costUsd = told.number(costNames, mostUsd);
}

AgentEvent eventOf(const Told &told, const OtlpSpan &span, const AgentEventDoor &door)
{
    using namespace std::chrono;
    AgentEvent event;
    event.startedAt = timeOf(span.start);
    event.latency = duration_cast<microseconds>(nanoseconds(span.end - span.start));
    event.traceId = span.traceId;
    event.spanId = span.spanId;
    event.parentSpanId = span.parentSpanId.size() == span.spanId.size() ? span.parentSpanId : "";
    event.service = told.name(serviceNames);
    event.environment = told.name(environmentNames);
    event.tenant = tenantOf(told, door);
    event.agent = told.name(agentNames);
    event.model = told.name(modelNames);
    event.provider = told.name(providerNames);
    event.route = told.name(routeNames);
    if (event.route.empty())
        event.route = routeOf(span.name);
    if (const std::string user = told.text(userNames); !user.empty() && user.size() <= longestText)
        event.userIdHash = door.hashUser ? door.hashUser(event.tenant, user) : std::string();
    event.status = statusOf(told, span);
    event.errorType = told.word(errorNames);
    if (!isSum(told))
        addAmounts(event, told);
    event.isCacheHit = told.flag(cacheNames);
    if (!event.isCacheHit && event.tokensCached)
        event.isCacheHit = *event.tokensCached > 0;
    event.attributes = told.rest();
    return event;
}

} // namespace

AgentEvents agentEvents(const std::vector<OtlpResource> &resources, const AgentEventDoor &door)
{
    AgentEvents found;
    for (const OtlpResource &resource : resources) {
        const ByName ofAll(resource.attributes);
        for (const OtlpSpan &span : resource.spans) {
            const Told told(ofAll, span);
            if (!told.find(agentNames) && !told.find(modelNames)) {
                ++found.others;
                continue;
            }
            const std::string why = whyRefused(span, told, door);
            if (why.empty()) {
                found.events.push_back(eventOf(told, span, door));
            } else {
                ++found.refused;
                if (found.whyRefused.empty())
                    found.whyRefused = why;
            }
        }
    }
    return found;
}

} // namespace gatehouse::metrics
