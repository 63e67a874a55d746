#pragma once

#include "services/core/result.h"

#include <QSaveFile>
#include <QString>

#include <memory>
#include <mutex>
#include <string_view>

namespace gatehouse::collection {

/// Where exported rows go. Thread-safe, so that discard() may come from elsewhere than write().
class ExportTarget
{
public:
    virtual ~ExportTarget() = default;
    virtual Result<> open() = 0;
    virtual Result<> write(std::string_view text) = 0;
    /// All is there. May take as long as the disk does.
    virtual Result<> commit() = 0;
    /// Nothing is kept of what can be taken back; whatever is written later fails.
    virtual void discard() = 0;
};

/// A file that appears whole, in place of one of that name, or not at all.
class FileTarget final : public ExportTarget
{
public:
    explicit FileTarget(const QString &name);
    ~FileTarget() override; ///< discards what was not committed

    Result<> open() override;
    Result<> write(std::string_view text) override;
    Result<> commit() override;
    void discard() override;

private:
    Error failed() const;
    void sendToDisk();

    std::mutex m_mutex;
    QString m_name;
    std::unique_ptr<QSaveFile> m_file; ///< null: not open, discarded or committed
    qint64 m_written = 0;
    qint64 m_sent = 0; ///< of it, to the disk
};

/// A file descriptor that is open: a pipe's end, standard output. What was written stays written.
class DescriptorTarget final : public ExportTarget
{
public:
    explicit DescriptorTarget(int descriptor); ///< not closed

    Result<> open() override { return {}; }
    Result<> write(std::string_view text) override;
    Result<> commit() override { return {}; }
    void discard() override { }

private:
    int m_descriptor;
};

} // namespace gatehouse::collection
