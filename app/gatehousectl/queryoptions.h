#pragma once

#include <QString>
#include <QUrlQuery>

#include <map>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
} // namespace CLI

namespace gatehouse::cli {

/// What a command was told to ask the API for.
struct QueryOptions
{
    std::map<std::string, std::string> wishes; ///< by parameter; empty ones were not given
    std::map<std::string, std::vector<std::string>> labels; ///< an empty value is "without"

    QUrlQuery query() const;

    /// An option that is that parameter. The options outlive the command.
    CLI::Option *addWish(CLI::App &command, const char *option, const char *parameter,
                         const QString &help);
    /// One that may be given several times: any of them.
    void addLabel(CLI::App &command, const char *option, const char *parameter,
                  const QString &help);
};

} // namespace gatehouse::cli
