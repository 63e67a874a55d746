#pragma once

#include <QCoreApplication>

namespace gatehouse::cluster {

/// The translation context of this room: `Cluster::tr("...")`.
struct Cluster
{
    Q_DECLARE_TR_FUNCTIONS(Cluster)
};

} // namespace gatehouse::cluster
