#include "sqlite.hpp"

#include <limits>

#include "imis/base/error.hpp"

namespace imis {
namespace {

// How long to wait for another program that holds the file.
constexpr int busy_milliseconds = 10000;

[[noreturn]] void fail(const std::filesystem::path& file, sqlite3* handle) {
    constexpr int primary = 0xff;  // of an extended code
    const int code = sqlite3_errcode(handle) & primary;
    if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB) {
        throw Error(file.string() + ": is damaged (" + sqlite3_errmsg(handle) +
                    "); restore it, or evaluate again into another folder");
    }
    throw Error(file.string() + ": the result store failed: " + sqlite3_errmsg(handle) +
                "; is the disk full, or the folder read-only or used by another run?");
}

}  // namespace

Database::Database(const std::filesystem::path& file, Access access) : file_(file) {
    sqlite3* handle = nullptr;
    const int flags = access == Access::read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    const int code = sqlite3_open_v2(file.c_str(), &handle, flags, nullptr);
    handle_.reset(handle);
    if (code != SQLITE_OK) fail(file_, handle);
    sqlite3_busy_timeout(handle, busy_milliseconds);
}

void Database::execute(const std::string& sql) {
    if (sqlite3_exec(handle(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail(file_, handle());
}

Statement::Statement(Database& database, const std::string& sql) : database_(database) {
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v2(database.handle(), sql.c_str(), -1, &statement, nullptr));
    handle_.reset(statement);
}

void Statement::check(int code) const {
    if (code != SQLITE_OK) fail(database_.file(), database_.handle());
}

Statement& Statement::bind(std::int64_t value) {
    check(sqlite3_bind_int64(handle_.get(), next_++, value));
    return *this;
}

Statement& Statement::bind(double value) {
    check(sqlite3_bind_double(handle_.get(), next_++, value));
    return *this;
}

Statement& Statement::bind(const std::string& value) {
    check(sqlite3_bind_text(handle_.get(), next_++, value.data(), static_cast<int>(value.size()), SQLITE_TRANSIENT));
    return *this;
}

bool Statement::step() {
    const int code = sqlite3_step(handle_.get());
    if (code != SQLITE_ROW && code != SQLITE_DONE) fail(database_.file(), database_.handle());
    return code == SQLITE_ROW;
}

void Statement::run() {
    step();
    check(sqlite3_reset(handle_.get()));
    next_ = 1;
}

double Statement::real(int column) const {
    if (sqlite3_column_type(handle_.get(), column) == SQLITE_NULL) return std::numeric_limits<double>::quiet_NaN();
    return sqlite3_column_double(handle_.get(), column);
}

std::string Statement::text(int column) const {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(handle_.get(), column));
    return bytes == nullptr ? std::string()
                            : std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(handle_.get(), column)));
}

Transaction::Transaction(Database& database) : database_(database) {
    database_.execute("BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
    // Nothing can be done about a failure here; SQLite rolls back by itself when the file is opened next.
    if (open_) sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::commit() {
    database_.execute("COMMIT");
    open_ = false;
}

}  // namespace imis
