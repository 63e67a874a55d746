#pragma once

#include <QString>

namespace gatehouse::ui {

/// Where the console is connected to. Its name and colour stand in the header and in every
/// confirmation, so that nobody does to production what was meant for staging.
struct Environment
{
    /// "local", "staging", "production": also picks the colour. Empty: not known yet, which looks
    /// neutral.
    QString name;
    QString subtitle; ///< "this machine", the connection's name or its host
    QString colour = {}; ///< one of the connection's own (Theme::environment); empty: the name's
    /// Why the way to the admin API or the database is not safe; empty: it is.
    QString apiWarning = {}, databaseWarning = {};
    bool isUnsafe() const { return !apiWarning.isEmpty() || !databaseWarning.isEmpty(); }
    /// What it is called: the name, or where it is while that is all that is known.
    QString title() const { return name.isEmpty() ? subtitle : name; }
    bool operator==(const Environment &) const = default;
};

} // namespace gatehouse::ui
