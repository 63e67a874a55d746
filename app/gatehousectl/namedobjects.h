#pragma once

#include "app/gatehousectl/commands.h"

#include <QStringList>

namespace gatehouse::cli {

/// A list that the admin API answers and takes as a whole: `{"rules": [{"id", "name", ...}]}`.
struct NamedObjects
{
    QString path; ///< below /admin/v1
    QString member;
    QStringList told; ///< members that are answered and not taken
};

/// Goes on with what is called so, or has that id, as it can be given back: an empty object when
/// there is none. Ends the command when it cannot be read, or several are called so.
void findNamed(const Gateway &gateway, const NamedObjects &objects, const QString &name,
               Output output, const Finish &finish,
               const std::function<void(const QJsonObject &found)> &next);

/// The same; ends the command when there is none.
void needNamed(const Gateway &gateway, const NamedObjects &objects, const QString &name,
               Output output, const Finish &finish,
               const std::function<void(const QJsonObject &found)> &next);

} // namespace gatehouse::cli
