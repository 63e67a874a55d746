#pragma once

#include <string>
#include <vector>

namespace gatehouse::signing {

/// Where a change says that the fault lies.
enum class Fault {
    None, ///< nothing was changed
    Body, ///< bytes were added, removed or replaced
    Serialization, ///< the same JSON was written in another way
    Form, ///< a form came instead of JSON
    SecretText, ///< the secret was used, or stored, in another form
    Url, ///< another URL was signed
    Frame, ///< other things beside the body were signed
};

/// How a message, or a secret, was changed to see whether the signature matches then.
struct Change
{
    Fault fault = Fault::None;
    std::string kind; ///< NearestMatch::kind
    std::string
        once; ///< "The signature matches once " it: "the last byte, a line feed, is removed"
    std::string result; ///< "match " it, in a narrow column: "without 0x0A"
};

/// Another text around the body that a sender may have signed.
struct Frame
{
    std::string before;
    std::string after;
    Change change;
};

} // namespace gatehouse::signing
