#pragma once

#include "services/gateway/http/message.h"

#include <boost/json/object.hpp>

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::gateway::admin {

/// Takes the members of a request's body one after the other and keeps the first thing that is
/// wrong as a refusal: read all, then ask once. What is missing or wrong reads as empty.
class BodyReader
{
public:
    /// A member that is not in `known` is refused. `prefix` stands before every name that is told:
    /// "auth." of an object in the body. Without it `reason` is known, too: change() reads it.
    BodyReader(const boost::json::object &body, std::initializer_list<std::string_view> known,
               std::string prefix = {});

    bool has(std::string_view name) const; ///< there and not null
    /// 1 to `longest` bytes of UTF-8 without control characters; missing is refused.
    std::string text(std::string_view name, std::size_t longest);
    /// The same; nothing when it is missing or null.
    std::optional<std::string> textIfAny(std::string_view name, std::size_t longest);
    /// One to `most` different texts, each as above, sorted; nothing when it is missing or null.
    std::optional<std::vector<std::string>> textsIfAny(std::string_view name, std::size_t longest,
                                                       std::size_t most);
    std::string choice(std::string_view name, std::span<const std::string_view> choices);
    std::int64_t number(std::string_view name, std::int64_t lowest, std::int64_t highest,
                        std::int64_t otherwise);
    /// With a fraction; the bounds are whole. Null is no number.
    double decimal(std::string_view name, double lowest, double highest, double otherwise);
    /// The same of a value that stands deeper in the body and is told by this name.
    double decimalOf(const boost::json::value &value, std::string_view name, double lowest,
                     double highest, double otherwise);
    bool flag(std::string_view name); ///< false when it is missing
    const boost::json::object *object(std::string_view name); ///< null when it is missing

    /// `why` is a sentence that begins with its verb: "must be ...".
    void refuse(std::string_view name, std::string_view why);
    const std::optional<http::Response> &refusal() const { return m_refusal; }

private:
    const boost::json::value *find(std::string_view name) const;
    static std::optional<std::string> textOf(const boost::json::value &value, std::size_t longest);

    const boost::json::object &m_body;
    std::string m_prefix;
    std::optional<http::Response> m_refusal;
};

} // namespace gatehouse::gateway::admin
