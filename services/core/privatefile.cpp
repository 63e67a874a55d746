#include "services/core/privatefile.h"

#include <QCoreApplication>
#include <QFile>
#include <QSaveFile>

namespace gatehouse {

Result<> writePrivateFile(const QString &path, QByteArrayView content)
{
    QSaveFile file(path);
    const bool written = file.open(QIODevice::WriteOnly)
        && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        && file.write(content.data(), content.size()) == content.size() && file.commit();
    if (!written) {
        return failure(
            ErrorKind::Unavailable,
            QCoreApplication::translate("PrivateFile", "The file %1 could not be written: %2")
                .arg(file.fileName(), file.errorString()));
    }
    return {};
}

} // namespace gatehouse
