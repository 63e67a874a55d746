#include "app/gatehousectl/inputfile.h"

#include <QCoreApplication>
#include <QFile>

#include <cstdio>

namespace gatehouse::cli {

namespace {

struct InputFileText
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::cli::InputFile)
};

constexpr qint64 kibibyte = 1024;

tl::unexpected<Error> unreadable(const QString &name, const QFile &file)
{
    return failure(ErrorKind::NotFound,
                   InputFileText::tr("%1 could not be read: %2.").arg(name, file.errorString()));
}

Result<QByteArray> readAll(QFile &file, const QString &name, qint64 largest)
{
    QByteArray bytes = file.read(largest + 1);
    if (file.error() != QFileDevice::NoError)
        return unreadable(name, file);
    if (bytes.size() > largest)
        return failure(
            ErrorKind::Invalid,
            InputFileText::tr("%1 has more than %2 KiB.").arg(name).arg(largest / kibibyte));
    return bytes;
}

} // namespace

Result<QByteArray> readFile(const std::string &name, qint64 largest)
{
    QFile file(QString::fromStdString(name));
    if (!file.open(QIODevice::ReadOnly))
        return unreadable(file.fileName(), file);
    return readAll(file, file.fileName(), largest);
}

Result<QByteArray> readFileOrInput(const std::string &name, qint64 largest)
{
    if (name != "-")
        return readFile(name, largest);
    const QString input = InputFileText::tr("Standard input");
    QFile file;
    if (!file.open(stdin, QIODevice::ReadOnly))
        return unreadable(input, file);
    return readAll(file, input, largest);
}

} // namespace gatehouse::cli
