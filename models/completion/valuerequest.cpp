#include "models/completion/valuerequest.h"

#include "models/histogram/buckets.h"
#include "services/browsing/valuecounts.h"

#include <algorithm>

namespace gatehouse::completion {

using collection::Condition;
using collection::FilterType;

bool isCompleted(const collection::FilterField &field)
{
    return (field.type == FilterType::Text || field.type == FilterType::Choice)
        && browsing::hasFewValues(field.name.toStdString());
}

ParsedRequest parsed(const collection::Descriptor &descriptor, const ValueRequest &request,
                     Timestamp now)
{
    const histogram::TimeFilter timed = histogram::timeFilterOf(descriptor, request.others, now);
    ParsedRequest made{timed.from, timed.until, timed.rest, false};
    const bool isLinked = !descriptor.filterField(request.field)->link.view.isEmpty();
    const auto isIgnored = [&](const Condition &condition) {
        const collection::FilterField *field = descriptor.filterField(condition.field);
        return isLinked || (field && !field->link.view.isEmpty());
    };
    const auto counts = [](const Condition &condition) { return condition.isRestricting(); };
    const auto &all = made.others.conditions;
    made.ignoresChips = (isLinked && (made.from || made.until))
        || std::any_of(all.begin(), all.end(), [&](const Condition &condition) {
                            return counts(condition) && isIgnored(condition);
                        });
    made.others.conditions.removeIf(isIgnored);
    if (isLinked)
        made.from = made.until = std::nullopt;
    return made;
}

} // namespace gatehouse::completion
