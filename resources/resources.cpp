#include "resources/resources.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

// At global scope, as Q_INIT_RESOURCE demands: a static library's resources register by this call.
static void registerResources()
{
    Q_INIT_RESOURCE(gatehouse_files);
}

namespace gatehouse {

Result<QByteArray> resource(const QString &path)
{
    registerResources();
    QFile file(QStringLiteral(":/") + path);
    if (!file.open(QIODevice::ReadOnly)) {
        return failure(
            ErrorKind::NotFound,
            QCoreApplication::translate("resources", "The file %1 is not built in.").arg(path));
    }
    return file.readAll();
}

QStringList resourceNames(const QString &folder)
{
    registerResources();
    return QDir(QStringLiteral(":/") + folder).entryList(QDir::Files, QDir::Name);
}

} // namespace gatehouse
