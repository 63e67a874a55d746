#pragma once

#include "ui/pages/alerts/entrykind.h"

#include <QWidget>

#include <vector>

class QLabel;

namespace gatehouse::ui {

/// The fields of one entry. Those that its kind has not are not shown, nor are choices that it
/// cannot have.
///
/// Object names: "field-<member>" for each.
class EntryForm : public QWidget
{
    Q_OBJECT

public:
    explicit EntryForm(const EntryKind &kind, QWidget *parent = nullptr);

    void setEntry(const QJsonObject &entry);
    /// The entry as it stands here. What nobody edited is as it was given, whatever the fields can
    /// show of it; a filter that cannot be read is the text that was typed.
    const QJsonObject &entry() const { return m_entry; }
    /// What of an entry cannot be read, as a sentence; empty: all can.
    static QString problemOf(const EntryKind &kind, const QJsonObject &entry);
    /// What is sent of an entry: what it is known by ("id"), and the members that such a one has.
    static QJsonObject wishOf(const EntryKind &kind, const QJsonObject &entry);

signals:
    /// By the person, not by setEntry().
    void edited();

private:
    struct Line
    {
        EntryField field;
        QLabel *label;
        QWidget *editor;
    };

    QWidget *makeEditor(const Line &line);
    void show(const Line &line, const QJsonValue &value) const;
    QJsonValue valueOf(const Line &line) const;
    void take(const Line &line);
    void offer(const Line &line) const;
    bool mustBeSaid(const Line &line) const;
    bool isShown(const Line &line) const;
    void updateShown();

    QJsonObject m_entry; ///< as it stands here
    std::vector<Line> m_lines;
    bool m_isSetting = false;
};

} // namespace gatehouse::ui
