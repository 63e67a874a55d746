#pragma once

#include <QString>

namespace gatehouse::ui {

/// Where the console is connected to. Its name and colour stand in the header and in every
/// confirmation, so that nobody does to production what was meant for staging.
struct Environment
{
    QString
        name; ///< "local", "staging", "production": also picks the colour (unknown: production's)
    QString subtitle; ///< "this machine"
};

} // namespace gatehouse::ui
