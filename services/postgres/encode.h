#pragma once

#include "services/core/result.h"
#include "services/postgres/value.h"

#include <deque>

namespace gatehouse::postgres {

/// Parameters in the arrays that libpq takes. Points into the Parameters it was made of: these must
/// outlive it.
///
/// Text, Json, int64 and double go as text of no type, so that the server takes them for what the
/// place calls for (an int4 column, LIMIT, numeric, an enum, uuid, jsonb). All others go in binary
/// format with their own type, arrays too: so unnest($1, ...) and = ANY($1) need no cast where the
/// element type is the column's.
class EncodedParameters
{
public:
    EncodedParameters(const EncodedParameters &) = delete;
    EncodedParameters &operator=(const EncodedParameters &) = delete;
    EncodedParameters(EncodedParameters &&) = default;
    EncodedParameters &operator=(EncodedParameters &&) = default;
    ~EncodedParameters() = default;

    /// Invalid (SQLSTATE 22021, as from the server) for text with a NUL byte, which libpq would cut
    /// off there; 54023 for more than 65,535 parameters.
    static Result<EncodedParameters> encode(const Parameters &parameters);

    int count() const { return static_cast<int>(m_values.size()); }
    const std::uint32_t *types() const { return m_types.data(); }
    const char *const *values() const { return m_values.data(); }
    const int *lengths() const { return m_lengths.data(); }
    const int *formats() const { return m_formats.data(); }

private:
    EncodedParameters() = default;
    friend struct ParameterEncoder;
    void add(std::uint32_t type, const char *value, std::size_t length, bool isBinary);
    void addOwned(std::uint32_t type, std::string value, bool isBinary);

    std::deque<std::string> m_owned; // a deque, so that what m_values points to stays
    std::vector<std::uint32_t> m_types;
    std::vector<const char *> m_values;
    std::vector<int> m_lengths;
    std::vector<int> m_formats;
};

} // namespace gatehouse::postgres
