#pragma once

#include "services/core/clock.h"
#include "services/signing/scheme.h"

#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::gateway {

/// A payload of resources/fixtures, placeholders not yet filled in.
struct Fixture
{
    std::string name; ///< of the file, without its ending: invoice.paid
    std::string text;
};

/// All fixtures of a source, by name; empty for a source without any.
std::vector<Fixture> fixturesOf(std::string_view source);

/// What the placeholders stand for; resources/fixtures/README.md says what each is.
struct FixtureValues
{
    std::string id, serial, sha, order, amount, customer, email, name, tenant;
    Timestamp now;
    std::string uuid; ///< no placeholder: what providers number their deliveries with
};

/// The same made-up values each time, for one payload that is to be looked at.
FixtureValues sampleFixtureValues(Timestamp now, std::string_view tenant);

/// Whether the text has a placeholder for an id or a time. Those for a person's name and the like
/// prove nothing: providers' own templates look the same.
bool hasPlaceholders(std::string_view text);

/// The text with every placeholder replaced.
std::string filledFixture(std::string text, const FixtureValues &values);

/// The header fields that the provider sends with a filled-in payload, besides Content-Type and the
/// signature: topic, delivery id and the like. `name` is that of the fixture, which has the event
/// type where it is not in the body.
signing::HeaderList providerHeaders(std::string_view source, std::string_view name,
                                    std::string_view body, const FixtureValues &values);

} // namespace gatehouse::gateway
