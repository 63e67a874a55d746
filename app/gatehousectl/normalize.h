#pragma once

#include <string>
#include <vector>

namespace gatehouse::cli {

struct NormalizeOptions
{
    std::string file; ///< "-" is standard input
    std::string source; ///< empty: the name of the file's folder
    std::string tenant = "acme";
    std::vector<std::string> headers; ///< `Name: value`
    bool json = false;
};

/// Prints what a saved payload becomes (docs/contract.md, section 3): one canonical event, of a
/// batch several. A payload with the placeholders of resources/fixtures is filled in first and gets
/// the headers that its provider sends. Nothing is verified and no gateway is asked. Returns the
/// exit code.
int normalize(const NormalizeOptions &options);

} // namespace gatehouse::cli
