#pragma once

#include "services/core/result.h"
#include "services/gateway/normalize/fieldchoice.h"

#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::gateway {

/// A line of a mapping that had a part in a field.
struct MappingLine
{
    int number = 0; ///< in the file, from 1
    std::string text; ///< what stands there: a template, or the name that a type is given
};

/// Where a field of a canonical event came from.
struct FieldOrigin
{
    std::string field; ///< JSON pointer into the canonical document: "/actor/id"
    bool isFound = false; ///< false: of its lines none gave a value, or there is none
    /// The line that gave the value, and those that the line refers to; where nothing was found,
    /// all that were tried; empty where the mapping does not name the field.
    std::vector<MappingLine> lines;
    std::vector<std::string> pointers; ///< into the event as it arrived; "" is the whole
    std::vector<std::string> headers; ///< names of headers
};

struct FieldOrigins
{
    std::string file; ///< below resources: "mappings/stripe.json"
    /// The event type and all that a mapping can name. The other fields (event_id, source,
    /// tenant_id) are the gateway's.
    std::vector<FieldOrigin> fields;
};

/// Which line of the source's mapping made which field of an event, by the rules with which
/// Normalizer makes them. `event` is the event as it arrived: the body, of a batch the element.
/// NotFound for a source without a mapping; Invalid when the event is not strict JSON or has no
/// type. Pure: the same for the same input, nothing is kept; any thread.
Result<FieldOrigins> fieldOrigins(std::string_view source, const HeaderPairs &headers,
                                  std::string_view event);

/// That of the field there, or of the one that it is in; nullptr for what is the gateway's.
const FieldOrigin *originOf(const FieldOrigins &origins, std::string_view canonicalPointer);

} // namespace gatehouse::gateway
