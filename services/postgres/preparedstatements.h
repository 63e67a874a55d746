#pragma once

#include "services/postgres/encode.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace gatehouse::postgres {

/// The names under which a session's statements are prepared at its server, one for each text and
/// types of its parameters.
class PreparedStatements
{
public:
    /// Empty when it is not prepared.
    std::string find(const std::string &sql, const EncodedParameters &parameters) const;
    /// Remembers that it is, under the name that it is to be prepared by.
    void add(const std::string &sql, const EncodedParameters &parameters, std::string name);
    /// Never the same twice.
    std::string newName();
    bool isFull() const;
    /// After the server said that one of them is of no use any more.
    void clear();

private:
    using Types = std::vector<std::uint32_t>;
    static Types typesOf(const EncodedParameters &parameters);

    std::map<std::string, std::map<Types, std::string>> m_names; ///< by text; it is looked up often
    std::size_t m_size = 0;
    std::uint64_t m_named = 0;
};

} // namespace gatehouse::postgres
