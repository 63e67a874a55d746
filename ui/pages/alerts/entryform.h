#pragma once

#include "ui/pages/alerts/entrykind.h"

#include <QWidget>

#include <vector>

class QLabel;

namespace gatehouse::ui {

/// The fields of one entry. Those that its kind has not are not shown.
///
/// Object names: "field-<member>" for each.
class EntryForm : public QWidget
{
    Q_OBJECT

public:
    /// `kind` outlives it.
    explicit EntryForm(const EntryKind &kind, QWidget *parent = nullptr);

    void setEntry(const QJsonObject &entry);
    /// The entry as it stands here: what it is known by ("id"), and the members that are shown.
    QJsonObject entry() const;
    /// What cannot be read, as a sentence; empty: all can.
    QString problem() const;

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

    QWidget *makeEditor(const EntryField &field);
    void show(const Line &line, const QJsonValue &value) const;
    QJsonValue valueOf(const Line &line) const;
    QJsonObject values() const;
    void updateShown();

    QJsonObject m_entry;
    std::vector<Line> m_lines;
    bool m_isSetting = false;
};

} // namespace gatehouse::ui
