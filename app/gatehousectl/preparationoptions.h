#pragma once

#include "services/replay/preparation.h"

#include <map>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace gatehouse::cli {

/// What becomes of events before they are sent, as it stands on the command line.
struct PreparationOptions
{
    bool asRecorded = false, freshKey = false;
    std::vector<std::string> droppedHeaders, headers, masks;
    std::string patchFile;
    std::vector<std::string> secretFiles; ///< SOURCE[/TENANT]=FILE
};

/// --as-recorded, --fresh-key, --drop-header, --header, --mask, --patch, --secret-file
void addPreparationOptions(CLI::App &command, PreparationOptions &options);

/// Invalid what cannot be used.
Result<replay::Preparation> preparationOf(const PreparationOptions &options);

/// "SOURCE[/TENANT]=FILE" each, as a target has them.
std::map<QString, QString> secretFilesOf(const std::vector<std::string> &options);

/// The saved target of that name, else that of the URL, with its connection's part filled in and
/// these secrets before its own.
Result<replay::Target> targetFor(const std::string &name, const std::string &url,
                                 const std::vector<std::string> &secretFiles);

} // namespace gatehouse::cli
