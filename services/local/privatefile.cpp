#include "services/local/privatefile.h"

#include <QCoreApplication>
#include <QFile>
#include <QSaveFile>

namespace gatehouse {

Result<> writePrivateFile(const std::filesystem::path &path, std::string_view content)
{
    QSaveFile file(QString::fromStdString(path.string()));
    const auto size = static_cast<qint64>(content.size());
    const bool written = file.open(QIODevice::WriteOnly)
        && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        && file.write(content.data(), size) == size && file.commit();
    if (!written) {
        return failure(
            ErrorKind::Unavailable,
            QCoreApplication::translate("PrivateFile", "The file %1 could not be written: %2")
                .arg(file.fileName(), file.errorString()));
    }
    return {};
}

} // namespace gatehouse
